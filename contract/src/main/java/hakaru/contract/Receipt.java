package hakaru.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the record that a beacon answered 200 has become; written as {@code topicId/partition/offset}. The ledger says
 * whether it is counted.
 *
 * @param topicId the id Kafka gave {@code impressions}, as the ledger has it: a topic's name may be that of another one later
 */
public record Receipt(String topicId, int partition, long offset) {
    /** The response header that carries it. */
    public static final String HEADER = "Hakaru-Receipt";

    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_-]{1,64})/(\\d{1,9})/(\\d{1,18})");

    public Receipt {
        if (topicId.isEmpty() || partition < 0 || offset < 0) {
            throw new IllegalArgumentException("a receipt names a record of a topic, not '%s', partition %d, offset %d"
                    .formatted(topicId, partition, offset));
        }
    }

    /**
     * Reads one as it was written.
     *
     * @throws IllegalArgumentException saying what one looks like
     */
    public static Receipt parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("a receipt is what " + HEADER
                    + " said, such as lMYWbB7aTTmMgNzGNYQZxQ/3/123456, but this is '" + text + "'");
        }
        return new Receipt(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    @Override
    public String toString() {
        return topicId + '/' + partition + '/' + offset;
    }
}
