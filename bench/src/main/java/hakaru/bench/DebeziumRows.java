package hakaru.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import hakaru.runtime.kafka.KafkaConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What {@link CountBacklog} holds, for a sink that sets rows and cannot add to them: a record a row, with what it comes to, in
 * one partition.
 */
final class DebeziumRows {
    static final String TOPIC = "rows";

    /** On one line: a value of a properties file. */
    static final String SCHEMA = "{\"type\":\"struct\",\"fields\":["
            + "{\"field\":\"second\",\"type\":\"string\"},{\"field\":\"ad\",\"type\":\"string\"},"
            + "{\"field\":\"impressions\",\"type\":\"int64\"},{\"field\":\"value_sum\",\"type\":\"int64\"}]}";

    private static final long PAUSE_MILLIS = 10;

    private final KafkaConfig kafka;
    private final DataSource database;
    private final int rowsPerSecond;
    private final long firstSecond = SinkCatchUp.firstSecond();
    private long nextFlush;

    DebeziumRows(KafkaConfig kafka, DataSource database, int rowsPerSecond) {
        this.kafka = kafka;
        this.database = database;
        this.rowsPerSecond = rowsPerSecond;
    }

    /** Appends so many flushes of all ads; they follow those of the call before. */
    void append(int flushes) {
        try (Producer<byte[], byte[]> producer = ImpressionBacklog.producer(kafka)) {
            for (int i = 0; i < flushes; i++) {
                for (int ad = 0; ad < rowsPerSecond; ad++) {
                    var unused = producer.send(new ProducerRecord<>(TOPIC, 0, null, null, row(nextFlush, ad)));
                }
                nextFlush++;
            }
        }
    }

    private byte[] row(long flush, int ad) {
        long impressions = impressions(flush);
        return "{\"second\":\"%s\",\"ad\":\"%s\",\"impressions\":%d,\"value_sum\":%d}"
                .formatted(second(flush), CountBacklog.ad(ad), impressions, 120 * impressions)
                .getBytes(UTF_8);
    }

    private static long impressions(long flush) {
        return flush % CountBacklog.FLUSHES_PER_SECOND + 1;
    }

    private LocalDateTime second(long flush) {
        return LocalDateTime.ofEpochSecond(firstSecond + flush / CountBacklog.FLUSHES_PER_SECOND, 0, ZoneOffset.UTC);
    }

    /** Times the last so many flushes, from the end of the first of them to that of the last. */
    Pace awaitLast(int flushes) throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT impressions FROM impressions_per_second WHERE second = ? AND ad = ?")) {
            statement.setString(2, CountBacklog.ad(rowsPerSecond - 1));
            await(nextFlush - flushes, connection, statement);
            long begin = System.nanoTime();
            await(nextFlush - 1, connection, statement);
            return new Pace((long) (flushes - 1) * rowsPerSecond, System.nanoTime() - begin);
        }
    }

    private void await(long flush, Connection connection, PreparedStatement statement)
            throws SQLException, InterruptedException {
        statement.setObject(1, second(flush));
        while (read(connection, statement) < impressions(flush)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static long read(Connection connection, PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? result.getLong(1) : 0;
        } finally {
            connection.commit();
        }
    }
}
