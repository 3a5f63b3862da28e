package hakaru.kakeru;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
                .contains("10 probes seen, 0 not")
                .containsPattern(" behind +0\\.\\d s  lag ")
                .containsPattern("(?m)^ *open .* balances$");
        assertThat(Files.readString(directory.resolve("report.html"))).contains("✓ books balance");
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
}
