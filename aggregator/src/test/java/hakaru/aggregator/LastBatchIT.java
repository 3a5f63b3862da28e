package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.kafka.Answers;
import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import hakaru.embedded.Ports;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last committed batch is the position: what is aborted, or still open, is no batch. */
class LastBatchIT {
    private static final int IMPRESSIONS = 40;

    private TestJob job;
    private KafkaProducer<byte[], byte[]> former;
    private String topicId;

    @SuppressWarnings("NullAway.Init")
    LastBatchIT() {
        // All is made before each test.
    }

    @BeforeEach
    void publishAndCountSome() throws InterruptedException, ExecutionException {
        job = TestJob.create();
        topicId = topicId();
        job.publish(IMPRESSIONS);
        former = open(job.group() + "-former-1");
        former.initTransactions();
        emit(former, 0, 10);
        former.commitTransaction();
    }

    @AfterEach
    void close() {
        former.close(Duration.ZERO);
    }

    @Test
    void shouldGoOnAfterTheLastCommittedBatchNotAfterAnAbortedOne() throws InterruptedException {
        emit(former, 10, 20);
        former.commitTransaction();
        emit(former, 20, 30);
        former.abortTransaction();

        assertCountsTheRestFrom(20);
    }

    @Test
    void shouldEndTheTransactionThatADeadOwnerLeftOpen() throws InterruptedException {
        emit(former, 10, 20);
        former.commitTransaction();
        emit(former, 20, 30);

        assertCountsTheRestFrom(20);
    }

    @Test
    void shouldWaitForAnOpenTransactionThatHidesTheLastBatch() throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> stranger = open("stranger-" + job.prefix())) {
            stranger.initTransactions();
            emit(stranger, 10, 40);
            emit(former, 10, 20);
            former.commitTransaction();

            int port = Ports.free();
            try (Aggregator running = start(port)) {
                awaitWaiting(port, "a transaction of the former owner is open in impression-counts-0");
                stranger.abortTransaction();
                job.awaitCaughtUp(IMPRESSIONS, 0);
            }
        }
        assertCounted();
    }

    /** It takes somebody to delete it. The thread goes on with its other partitions, and the group waits at this one. */
    @Test
    void shouldWaitWhileTheLastRecordIsNoBatch() throws InterruptedException, ExecutionException {
        former.beginTransaction();
        var unused = former.send(new ProducerRecord<>(job.impressionCounts(), 0, null, Impressions.undecodable()));
        former.commitTransaction();

        int port = Ports.free();
        try (Aggregator running = start(port)) {
            awaitWaiting(port, "is no batch: somebody else writes there");
            job.publish(1, IMPRESSIONS);
            Await.until(
                    "a commit of the thread",
                    TestJob.LIMIT,
                    () -> job.committed().containsKey(1));

            assertThat(job.committed()).doesNotContainKey(0);
        }
    }

    private Aggregator start(int port) throws InterruptedException {
        return Aggregator.start(
                job.config("AGGREGATOR_MANAGEMENT_PORT", Integer.toString(port), "AGGREGATOR_THREADS", "1"));
    }

    private void assertCountsTheRestFrom(long from) throws InterruptedException {
        try (Aggregator running = Aggregator.start(job.config())) {
            job.awaitCaughtUp(IMPRESSIONS, 0);
        }
        assertCounted();
        assertThat(job.counts().batches()).extracting(CountBatch::getFromOffset).contains(from);
    }

    private void assertCounted() {
        CountsTopic counts = job.counts();
        counts.assertRangesFollowEachOther();
        assertThat(counts.recount().impressions()).isEqualTo(IMPRESSIONS);
    }

    private static void awaitWaiting(int port, String reason) {
        HttpRequest readiness = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .build();
        Await.until(
                "a partition that waits",
                TestJob.LIMIT,
                () -> HttpClient.newHttpClient()
                        .send(readiness, HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains(reason));
    }

    private String topicId() throws InterruptedException, ExecutionException {
        try (Admin admin = job.kafka().admin()) {
            return Answers.of(
                            admin.describeTopics(List.of(job.impressions()))
                                    .allTopicNames()
                                    .get(),
                            job.impressions())
                    .topicId()
                    .toString();
        }
    }

    /** Opens a transaction and sends a batch in it, as far as the broker. */
    private void emit(KafkaProducer<byte[], byte[]> owner, long from, long to) {
        CountBatch batch = CountBatch.newBuilder()
                .setTopicId(topicId)
                .setFromOffset(from)
                .setToOffset(to)
                .addCounts(Count.newBuilder().setSecond(1).setAd("open").setImpressions(to - from))
                .build();
        owner.beginTransaction();
        var unused = owner.send(new ProducerRecord<>(job.impressionCounts(), 0, new byte[4], batch.toByteArray()));
        owner.flush();
    }

    private static KafkaProducer<byte[], byte[]> open(String transactionalId) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        TestKafka.shared().bootstrapServers(),
                        "transactional.id",
                        transactionalId,
                        "transaction.timeout.ms",
                        (int) Duration.ofMinutes(10).toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
