package hakaru.ingest.traffic;

import hakaru.runtime.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the list of ads is.
 *
 * @param file with one name or pattern a line
 * @param names and patterns, when there is no file; empty when there is no list either
 */
public record AdListConfig(Optional<Path> file, List<String> names) {
    /** Before the path of a file. */
    private static final String FILE = "@";

    public static final AdListConfig NONE = new AdListConfig(Optional.empty(), List.of());

    public AdListConfig {
        names = List.copyOf(names);
        if (file.isPresent() && !names.isEmpty()) {
            throw new IllegalArgumentException("a list of ads is in a file or named, not both: " + file.get());
        }
        if (!names.isEmpty()) {
            var unused = AdNames.of(names);
        }
    }

    public static AdListConfig from(Settings settings) {
        return settings.optional(
                        "INGEST_ADS",
                        "Ads that are counted under their names, with commas between, * for any characters; or @ and a file"
                                + " with one a line, read again when it changes. Others are counted as (unlisted).")
                .map(AdListConfig::of)
                .orElse(NONE);
    }

    private static AdListConfig of(String text) {
        return text.startsWith(FILE)
                ? new AdListConfig(Optional.of(Path.of(text.substring(FILE.length()))), List.of())
                : new AdListConfig(Optional.empty(), List.of(text.split(",")));
    }
}
