package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/**
 * The group's offsets may outlive the topic, when an aggregator commits while it is deleted. The new topic has the same
 * offsets, but its partitions have not had a leader as often.
 */
class TopicCreatedAgainIT {
    private static final int OF_THE_OLD = 20;
    private static final int OF_THE_NEW = 50;

    @Test
    void shouldCountAllOfTheNewTopicDespiteTheOffsetsOfTheOld() throws InterruptedException, ExecutionException {
        try (TestKafka kafka = TestKafka.own()) {
            TestJob job = new TestJob(kafka, kafka.newTopicPrefix());
            job.createTopics();
            kafka.stop();
            kafka.start();
            job.publish(OF_THE_OLD);
            countTo(job, OF_THE_OLD);

            Map<TopicPartition, OffsetAndMetadata> offsets = offsets(job);
            assertThat(offsets)
                    .hasEntrySatisfying(
                            new TopicPartition(job.impressions(), 0),
                            committed -> assertThat(committed.offset()).isEqualTo(OF_THE_OLD));
            createAgain(job);
            setOffsets(job, offsets);
            job.publish(OF_THE_NEW);
            countTo(job, OF_THE_OLD + OF_THE_NEW);

            assertThat(job.counts().recount().impressions()).isEqualTo(OF_THE_OLD + OF_THE_NEW);
        }
    }

    private static void countTo(TestJob job, long impressions) throws InterruptedException {
        try (Aggregator running = Aggregator.start(job.config())) {
            job.awaitCaughtUp(impressions, 0);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(TestJob job)
            throws InterruptedException, ExecutionException {
        try (Admin admin = job.kafka().admin()) {
            return admin.listConsumerGroupOffsets(job.group())
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    private static void createAgain(TestJob job) throws InterruptedException, ExecutionException {
        try (Admin admin = job.kafka().admin()) {
            admin.deleteTopics(List.of(job.impressions())).all().get();
            Await.until("the topic is gone", TestJob.LIMIT, () -> isGone(admin, job.impressions()));
        }
        job.createTopics();
    }

    private static boolean isGone(Admin admin, String topic) throws InterruptedException, ExecutionException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return true;
            }
            throw e;
        }
    }

    private static void setOffsets(TestJob job, Map<TopicPartition, OffsetAndMetadata> offsets)
            throws InterruptedException, ExecutionException {
        try (Admin admin = job.kafka().admin()) {
            admin.alterConsumerGroupOffsets(job.group(), offsets).all().get();
        }
    }
}
