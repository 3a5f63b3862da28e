package hakaru.ingest.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Knows programs by what they say of themselves in their User-Agent: by the list of crawler-user-agents, which {@code
 * ingest-api/bots} brings up to date, and by the words that such programs use. Immutable.
 *
 * <p>Nearly all the list's patterns are plain text. They are found by their first characters, so that a User-Agent which was
 * never seen before costs microseconds, whatever it is.
 */
final class BotList {
    private static final String FILE = "crawler-user-agents.txt";

    /** No plain pattern is shorter. */
    private static final int HEAD = 3;

    /** A cubot is a telephone, and a robot's address begins with a plus. */
    private static final Pattern WORDS =
            Pattern.compile("(?<!cu)bots?(?![a-z])|crawl|spider|\\+ ?https?://|headless", Pattern.CASE_INSENSITIVE);

    /** Plain texts by their first characters; those of {@code beginnings} count at the beginning only. */
    private final Map<String, List<String>> texts = new HashMap<>();

    private final List<String> beginnings = new ArrayList<>();
    private final List<Pattern> patterns = new ArrayList<>();

    private BotList() {}

    /** Reads the list. */
    static BotList load() {
        BotList bots = new BotList();
        try (InputStream file = Objects.requireNonNull(BotList.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines().forEach(bots::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the list of bots, " + FILE + ", of this release", e);
        }
        return bots;
    }

    /**
     * A line is a sign, a space, and plain text ({@code =}), plain text to begin with ({@code ^}) or a regular expression
     * ({@code ~}); others are comments.
     */
    private void add(String line) {
        if (line.startsWith("= ")) {
            String text = line.substring(2);
            texts.computeIfAbsent(text.substring(0, HEAD), head -> new ArrayList<>())
                    .add(text);
        } else if (line.startsWith("^ ")) {
            beginnings.add(line.substring(2));
        } else if (line.startsWith("~ ")) {
            patterns.add(Pattern.compile(line.substring(2)));
        }
    }

    /** Whether a User-Agent is that of a program which says so. */
    boolean has(String userAgent) {
        return hasText(userAgent)
                || beginnings.stream().anyMatch(userAgent::startsWith)
                || WORDS.matcher(userAgent).find()
                || patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(userAgent).find());
    }

    private boolean hasText(String userAgent) {
        for (int at = 0; at + HEAD <= userAgent.length(); at++) {
            for (String text : texts.getOrDefault(userAgent.substring(at, at + HEAD), List.of())) {
                if (userAgent.startsWith(text, at)) {
                    return true;
                }
            }
        }
        return false;
    }
}
