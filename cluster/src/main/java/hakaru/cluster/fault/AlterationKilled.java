package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.database.MySql;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import hakaru.cluster.node.Wait;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/**
 * A sink is killed (-9) while it alters tables, beside one that counts: a reader holds up its statement, so that the kill
 * comes in the middle. What it leaves half-done, the next start finishes.
 */
record AlterationKilled(Cluster cluster, Node sink, String undo, String what) implements Fault {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** As if the newest tables were still to be made; each of their statements may be repeated. */
    private static final String UNDO_MIGRATION =
            "DELETE FROM hakaru.sink_schema_history WHERE CAST(version AS SIGNED) > 1";

    /** As if nobody had made the days' partitions. */
    private static final String UNDO_DAYS =
            "ALTER TABLE hakaru.impressions_per_second PARTITION BY RANGE COLUMNS (second) "
                    + "(PARTITION future VALUES LESS THAN (MAXVALUE))";

    private static final String READ = "SELECT COUNT(*) FROM hakaru.impressions_per_second";
    private static final String ALTERATIONS = "SELECT COUNT(*) FROM information_schema.processlist "
            + "WHERE user = 'hakaru_migration' AND info LIKE '%ALTER TABLE impressions_per_second%'";

    static Fault migration(Draw draw) {
        return new AlterationKilled(draw.cluster(), draw.one(Tier.SINK), UNDO_MIGRATION, "its migration");
    }

    static Fault days(Draw draw) {
        return new AlterationKilled(
                draw.cluster(), draw.one(Tier.SINK), UNDO_DAYS, "its change of the days' partitions");
    }

    @Override
    public String target() {
        return sink.name() + ", in " + what;
    }

    @Override
    public Set<String> claims() {
        return Set.of(
                sink.name(),
                cluster.database().name(),
                Cluster.wiresTo(cluster.database().name()));
    }

    @Override
    public Duration length() {
        return Duration.ZERO;
    }

    @Override
    public void strike() throws SQLException, InterruptedException {
        MySql mysql = (MySql) cluster.database();
        sink.kill();
        try (Connection reader = mysql.root();
                Statement statement = reader.createStatement()) {
            statement.execute(undo);
            reader.setAutoCommit(false);
            statement.execute(READ);
            sink.start();
            Wait.until(sink.name() + " alters a table", LIMIT, () -> alters(mysql));
            sink.kill();
            reader.rollback();
        }
    }

    @Override
    public void mend() {
        sink.start();
    }

    private static boolean alters(MySql mysql) throws SQLException {
        try (Connection other = mysql.root();
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery(ALTERATIONS)) {
            return row.next() && row.getInt(1) > 0;
        }
    }
}
