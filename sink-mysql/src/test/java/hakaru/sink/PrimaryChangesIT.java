package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.config.Secret;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.schema.SchemaMigration;
import hakaru.testkit.Await;
import hakaru.testkit.TestDatabase;
import hakaru.testkit.network.Network;
import hakaru.testkit.network.Relay;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A primary is demoted while the sink's connections to it live on, and the address leads to another server. */
class PrimaryChangesIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT_OF_A_FALLBACK = Duration.ofSeconds(30);

    private static InetSocketAddress server(TestDatabase database) {
        URI uri = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    private static Map<String, String> at(Relay address, TestDatabase database) {
        return Map.of(
                "MYSQL_URL",
                "jdbc:mysql://127.0.0.1:%d/%s".formatted(address.port(), database.name()),
                "SINK_ROLL_UP_INTERVAL",
                "5m");
    }

    /** With the tables as they stand in {@code primary}. */
    private static TestDatabase standby(Stage stage) throws Exception {
        TestDatabase standby = stage.database().standby();
        MysqlConfig config =
                stage.config(Map.of("MYSQL_URL", standby.jdbcUrl())).mysql();
        MysqlConfig.Credentials migration =
                new MysqlConfig.Credentials(standby.migrationUser(), new Secret(standby.migrationPassword()));
        new SchemaMigration(config, migration).run();
        for (String table : List.of("ledger", "impressions_per_second")) {
            stage.books().copy(table, new Books(standby));
        }
        return standby;
    }

    private static void send(Stage stage, long from, long to) {
        stage.topic().send(stage.topic().batch(0, from, to).addCounts(Counts.of("open", to - from)));
    }

    @Test
    void shouldCountInTheNewPrimaryThoughItsConnectionsToTheOldOneLive() throws Exception {
        try (Stage stage = Stage.withOwnDatabase(1);
                Network network = Network.ofRelays()) {
            Relay address = network.relay("mysql", server(stage.database()));
            MysqlSink sink = stage.start(at(address, stage.database()));
            send(stage, 0, 5);
            stage.awaitCountedTo(0, 5);
            try (TestDatabase standby = standby(stage)) {
                Books books = new Books(standby);
                stage.database().administer("SET GLOBAL read_only = ON");
                address.route(server(standby));
                send(stage, 5, 10);

                Await.until("counts in the new primary", LIMIT, () -> books.countedTo(0) == 10);

                assertThat(books.impressions()).isEqualTo(10);
                assertThat(books.balance()).isTrue();
                assertThat(stage.books().countedTo(0)).isEqualTo(5);
                assertThat(stage.metric(sink, "hakaru_sink_fallbacks_total")).isZero();
                sink.close();
            }
        }
    }

    @Test
    void shouldCountAgainInANewPrimaryThatMissesTheLastTransactionsThoughNothingNewComes() throws Exception {
        try (Stage stage = Stage.withOwnDatabase(1);
                Network network = Network.ofRelays()) {
            Relay address = network.relay("mysql", server(stage.database()));
            MysqlSink sink = stage.start(at(address, stage.database()));
            send(stage, 0, 5);
            stage.awaitCountedTo(0, 5);
            try (TestDatabase standby = standby(stage)) {
                Books books = new Books(standby);
                send(stage, 5, 10);
                stage.awaitCountedTo(0, 10);
                stage.database().administer("SET GLOBAL read_only = ON");
                address.route(server(standby));

                Await.until("counts in the new primary", LIMIT_OF_A_FALLBACK, () -> books.countedTo(0) == 10);

                assertThat(books.impressions()).isEqualTo(10);
                assertThat(books.balance()).isTrue();
                sink.close();
            }
        }
    }
}
