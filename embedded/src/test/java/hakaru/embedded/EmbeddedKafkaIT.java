package hakaru.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("embedded-servers")
class EmbeddedKafkaIT {
    private static final TopicPartition PARTITION = new TopicPartition("impressions", 0);

    @TempDir
    Path directory;

    private final int port = Ports.free();

    @Test
    void shouldKeepItsRecordsOverARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            createTopic(kafka.bootstrapServers());
            send("before the restart");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            assertThat(kafka.port()).isEqualTo(port);
            assertThat(read()).containsExactly("before the restart");
        }
    }

    @Test
    void shouldKeepItsRecordsWhenItIsKilled() throws Exception {
        try (ChildProcess child = ChildProcess.start("kafka", directory, port)) {
            assertThat(child.serverPid()).isPositive();
            createTopic("127.0.0.1:" + port);
            send("before the kill");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(read()).containsExactly("before the kill");
        }
    }

    @RepeatedTest(3)
    void shouldFinishACommitThatAKillCutShort() throws Exception {
        try (ChildProcess child = ChildProcess.start("kafka-halting-in-a-commit", directory, port)) {
            createTopic("127.0.0.1:" + port);
            commit("decided before the kill");
            child.awaitEnd();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            assertThat(kafka.port()).isEqualTo(port);
            assertThat(read()).containsExactly("decided before the kill");
        }
    }

    @Test
    void shouldFormatAgainWhatWasCutShort() throws Exception {
        Files.createDirectories(directory.resolve("log"));
        Files.writeString(directory.resolve("log/bootstrap.checkpoint"), "");

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            createTopic(kafka.bootstrapServers());
        }
    }

    @Test
    void shouldRefuseAPortInUseWithOneLine() throws Exception {
        try (ServerSocket occupied = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, occupied.getLocalPort()))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("127.0.0.1:" + port + ": the port is in use")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void shouldRefuseADirectoryInUseWithOneLine() throws Exception {
        try (ChildProcess child = ChildProcess.start("kafka", directory, port)) {
            assertThat(child.serverPid()).isPositive();

            assertThatThrownBy(() -> EmbeddedKafka.start(directory, Ports.free()))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining(directory + ": another process is using it")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void shouldCloseTwice() {
        EmbeddedKafka kafka = EmbeddedKafka.start(directory, port);
        kafka.close();
        kafka.close();

        Ports.requireFree(port, "Nobody");
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private void send(String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
        }
    }

    /** Commits one record; the broker may be gone before it answers. */
    private void commit(String value) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", "127.0.0.1:" + port, "transactional.id", "a", "max.block.ms", 10_000);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
        var unused = catchThrowable(producer::commitTransaction);
        producer.close(Duration.ZERO);
    }

    private List<String> read() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", "127.0.0.1:" + port, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(20));
            return records.records(PARTITION).stream()
                    .map(record -> record.value())
                    .toList();
        }
    }
}
