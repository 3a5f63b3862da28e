package hakaru.kakeru.load;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The record that a beacon has become, as its answer names it: {@code topicId/partition/offset}. */
public record Receipt(String topicId, int partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_-]{1,64})/(\\d{1,9})/(\\d{1,18})");

    public Receipt {
        if (topicId.isEmpty() || partition < 0 || offset < 0) {
            throw new IllegalArgumentException("no record: %s/%d/%d".formatted(topicId, partition, offset));
        }
    }

    /** Empty when the text is none. */
    public static Optional<Receipt> read(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        return parts.matches()
                ? Optional.of(
                        new Receipt(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topicId + '/' + partition + '/' + offset;
    }
}
