package hakaru.sink;

import hakaru.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;

/** A copy of counts and ledger of one moment, to be put back later; the roll-ups must rest meanwhile. */
record Backup(TestDatabase database, String name) {
    private static final List<String> TABLES = List.of("ledger", "impressions_per_second");

    static Backup of(Stage stage, String name) {
        Backup backup = new Backup(stage.database(), name);
        for (String table : TABLES) {
            stage.books().execute("CREATE TABLE %s AS SELECT * FROM %s".formatted(backup.copy(table), table));
        }
        return backup;
    }

    private String copy(String table) {
        return name + "_" + table;
    }

    /** At once, as when another server takes over. */
    void takeOver() throws SQLException {
        try (BooksLock all = BooksLock.by(database)) {
            for (String table : TABLES) {
                put(all, table);
            }
            all.execute("COMMIT");
        }
    }

    /** The ledger alone, as in the middle of a restore. */
    void restoreLedger() throws SQLException {
        restore("ledger");
    }

    /** The counts alone, as in the middle of a restore. */
    void restoreCounts() throws SQLException {
        restore("impressions_per_second");
    }

    private void restore(String table) throws SQLException {
        try (BooksLock one = BooksLock.by(database)) {
            put(one, table);
            one.execute("COMMIT");
        }
    }

    private void put(BooksLock books, String table) throws SQLException {
        books.execute("DELETE FROM " + table, "INSERT INTO %s SELECT * FROM %s".formatted(table, copy(table)));
    }
}
