package hakaru.kakeru;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationIT {
    @TempDir
    private Path directory;

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void shouldFindThatTheBooksBalance() throws Exception {
        CountingPipeline.createTables(database);

        Run run = load(number -> false, "--rate", "200", "--duration", "2s");

        assertThat(run.exitStatus()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("The books balance: 400 impressions accepted, 400 counted.")
                // One each 200 ms, and the last may be answered just after the two seconds; fewer where a busy machine
                // answers late.
                .containsPattern("(?<!\\d)([1-9]|1[01]) probes seen, 0 not")
                .containsPattern(" behind +\\d+\\.\\d s  lag ")
                .containsPattern("(?m)^ *open .* balances$");
        assertThat(Files.readString(directory.resolve("report.html"))).contains("\"books_balance\":true");
        assertThat(Files.readString(directory.resolve("report.json"))).contains("\"books_balance\":true");
    }

    @Test
    void shouldCountOnlyWhatThisRunHasAdded() throws Exception {
        CountingPipeline.createTables(database);
        load(number -> false, "--rate", "100", "--duration", "1s");

        Run second = load(number -> false, "--rate", "100", "--duration", "1s", "--ads", "7");

        assertThat(second.exitStatus()).as(second.output()).isZero();
        assertThat(second.output()).contains("100 impressions accepted, 100 counted");
    }

    @Test
    void shouldExitWithThreeWhenOneAcceptedImpressionIsLost() throws Exception {
        CountingPipeline.createTables(database);

        Run run = load(number -> number == 57, "--rate", "100", "--duration", "1s", "--catch-up", "3s");

        assertThat(run.exitStatus()).isEqualTo(3);
        assertThat(run.output())
                .contains("The books do NOT balance: 100 impressions accepted, 99 counted.")
                .contains("DOES NOT BALANCE");
    }

    /** Each tenth answer is lost, with its connection; each beacon has been counted all the same. */
    @Test
    void shouldSendAgainWhatIsUnknownUntilTheBooksAreExact() throws Exception {
        CountingPipeline.createTables(database);

        try (CountingPipeline pipeline =
                CountingPipeline.start(database, number -> false, number -> number % 10 != 0)) {
            Run run = run(pipeline, "--rate", "200", "--duration", "2s", "--ids", "--retry");

            assertThat(run.exitStatus()).as(run.output()).isZero();
            assertThat(run.output())
                    .contains("sent 400 = accepted 400 + failed 0 + unknown 0")
                    .containsPattern("Sent again +4\\d times")
                    .contains("The books balance: 400 impressions accepted, 400 counted.");
        }
    }

    @Test
    void shouldLeaveNoRowsOfItsOwnBehind() throws Exception {
        CountingPipeline.createTables(database);

        load(number -> false, "--rate", "100", "--duration", "1s");

        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet ads = statement.executeQuery("SELECT DISTINCT ad FROM impressions_per_second")) {
            while (ads.next()) {
                assertThat(ads.getString(1)).isIn("open", "purchase");
            }
        }
    }

    @Test
    void shouldSayWhetherAReceiptIsCounted() throws Exception {
        CountingPipeline.createTables(database);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE ledger SET counted_to = 10, impressions = 8, rejected = 2");
            statement.execute("INSERT INTO rejected_records VALUES ('t', 0, 3, 5)");
        }

        assertThat(receipt("t/0/2", "t/0/5", "t/0/9").exitStatus()).isZero();
        Run run = receipt("t/0/2", "t/0/3", "t/0/4", "t/0/5", "t/0/10", "t/1/0", "other/0/0");

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.output().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "t/0/2 counted",
                        "t/0/3 rejected",
                        "t/0/4 rejected",
                        "t/0/5 counted",
                        "t/0/10 not yet",
                        "t/1/0 not yet",
                        "other/0/0 not yet");
    }

    private Run receipt(String... receipts) {
        Stream<String> fixed = Stream.of(
                "receipt",
                "--jdbc-url=" + database.jdbcUrl(),
                "--db-user=" + database.user(),
                "--db-password=" + database.password());
        return Run.of(Stream.concat(fixed, Stream.of(receipts)).toArray(String[]::new));
    }

    @Test
    void shouldSayWhichTableIsMissing() throws Exception {
        Run run = load(number -> false, "--rate", "100");

        assertThat(run.exitStatus()).isEqualTo(4);
        assertThat(run.output()).contains("cannot read the table ledger", "has the sink migrated this database?");
    }

    @Test
    void shouldSayWhenThePasswordIsWrong() throws Exception {
        Run run = load(number -> false, "--db-password", "guess");

        assertThat(run.exitStatus()).isEqualTo(4);
        assertThat(run.output()).contains("--db-password").doesNotContain("guess");
    }

    @Test
    void shouldSayWhenTheDatabaseIsNotReachable() throws Exception {
        Run run = load(number -> false, "--jdbc-url", "jdbc:mysql://127.0.0.1:1/hakaru");

        assertThat(run.exitStatus()).isEqualTo(4);
        assertThat(run.output()).contains("the database is not reachable; is it running?", "--no-reconcile");
    }

    private Run load(Predicate<Integer> loses, String... arguments) throws IOException, SQLException {
        try (CountingPipeline pipeline = CountingPipeline.start(database, loses)) {
            return run(pipeline, arguments);
        }
    }

    private Run run(CountingPipeline pipeline, String... arguments) {
        Stream<String> fixed = Stream.of(
                "--url=" + pipeline.url(),
                "--db-user=" + database.user(),
                "--json=" + directory.resolve("report.json"),
                "--html=" + directory.resolve("report.html"));
        Stream<String> database = Stream.of(arguments).anyMatch(a -> a.startsWith("--jdbc-url"))
                ? Stream.of()
                : Stream.of("--jdbc-url=" + this.database.jdbcUrl());
        Stream<String> password = Stream.of(arguments).anyMatch(a -> a.startsWith("--db-password"))
                ? Stream.of()
                : Stream.of("--db-password=" + this.database.password());
        return Run.of(Stream.of(fixed, database, password, Stream.of(arguments))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }
}
