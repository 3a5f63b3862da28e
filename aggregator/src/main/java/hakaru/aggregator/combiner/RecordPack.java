package hakaru.aggregator.combiner;

import hakaru.aggregator.counting.SourceRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Several records of a partition, as the value of one. Streams spends more on each record than counting it takes, and it
 * looks at every task after a few of each.
 *
 * <p>A pack has the offset of its first record: as long as it waits, Streams commits that one, and once it is processed, the
 * consumer's position. For each record, big-endian: offset and timestamp in 8 bytes, then key and value, each after its
 * length in 4, which is -1 for null. Headers are left out: an impression has none. So are leaders' epochs: Streams would
 * commit them, and if the topic is created again, its partitions begin at 0, and a consumer that finds a higher one
 * committed waits for ever for the leader of that epoch.
 */
public final class RecordPack {
    /** Of a full pack; a larger record is alone in one. Streams keeps each partition's last pack until the next. */
    static final int MAX_BYTES = 32 << 10;

    private static final int OVERHEAD = 2 * Long.BYTES + 2 * Integer.BYTES;
    private static final int NULL = -1;

    private RecordPack() {}

    /** Packs all that a poll brought, each partition's records in their order. */
    public static ConsumerRecords<byte[], byte[]> pack(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> packs = new HashMap<>();
        polled.partitions().forEach(partition -> packs.put(partition, pack(polled.records(partition))));
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        polled.nextOffsets()
                .forEach((partition, next) -> positions.put(partition, new OffsetAndMetadata(next.offset())));
        return new ConsumerRecords<>(packs, positions);
    }

    private static List<ConsumerRecord<byte[], byte[]>> pack(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> packs = new ArrayList<>(1);
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            long size = sizeOf(records.get(i));
            if (i > from && bytes + size > MAX_BYTES) {
                packs.add(pack(records.subList(from, i), (int) bytes));
                from = i;
                bytes = 0;
            }
            bytes += size;
        }
        if (from < records.size()) {
            packs.add(pack(records.subList(from, records.size()), (int) bytes));
        }
        return packs;
    }

    private static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
        return (long) OVERHEAD + lengthOf(record.key()) + lengthOf(record.value());
    }

    private static int lengthOf(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static ConsumerRecord<byte[], byte[]> pack(List<ConsumerRecord<byte[], byte[]>> records, int bytes) {
        ByteBuffer packed = ByteBuffer.allocate(bytes);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            packed.putLong(record.offset()).putLong(record.timestamp());
            put(packed, record.key());
            put(packed, record.value());
        }
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                bytes,
                null,
                packed.array(),
                new RecordHeaders(),
                Optional.empty());
    }

    private static void put(ByteBuffer packed, byte @Nullable [] bytes) {
        if (bytes == null) {
            packed.putInt(NULL);
        } else {
            packed.putInt(bytes.length).put(bytes);
        }
    }

    /** Hands over the records of a pack, in the order of their offsets. */
    public static void unpack(String topic, int partition, byte[] pack, Consumer<SourceRecord> taker) {
        ByteBuffer packed = ByteBuffer.wrap(pack);
        while (packed.hasRemaining()) {
            taker.accept(new SourceRecord(
                    topic,
                    partition,
                    packed.getLong(),
                    SourceRecord.receiptTime(packed.getLong()),
                    SourceRecord.idOf(next(packed)),
                    next(packed)));
        }
    }

    private static byte @Nullable [] next(ByteBuffer packed) {
        int length = packed.getInt();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = new byte[length];
        packed.get(bytes);
        return bytes;
    }
}
