package hakaru.ingest.traffic;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of ads, and patterns of them: an asterisk stands for any characters. Immutable. */
final class AdNames {
    /** Every name, which is what there is without a list. */
    static final AdNames ALL = new AdNames(Set.of(), Set.of());

    private static final String ANY = "*";

    private final Set<String> names;
    private final Optional<Pattern> patterns;
    private final int size;

    private AdNames(Set<String> names, Set<String> patterns) {
        this.names = names;
        this.patterns = patterns.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile(
                        patterns.stream().map(AdNames::expression).collect(Collectors.joining("|")), Pattern.DOTALL));
        this.size = names.size() + patterns.size();
    }

    /**
     * Takes one name or pattern of each entry; blanks around it, empty entries and those that begin with {@code #} are nothing.
     *
     * @throws IllegalArgumentException when there is none: by a list that is empty no ad would be listed
     */
    static AdNames of(Collection<String> entries) {
        Set<String> names = new HashSet<>();
        Set<String> patterns = new HashSet<>();
        entries.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty() && !entry.startsWith("#"))
                .forEach(entry -> (entry.contains(ANY) ? patterns : names).add(entry));
        if (names.isEmpty() && patterns.isEmpty()) {
            throw new IllegalArgumentException("the list of INGEST_ADS has no name");
        }
        return new AdNames(names, patterns);
    }

    private static String expression(String pattern) {
        return Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    boolean have(String ad) {
        return size == 0
                || names.contains(ad)
                || (patterns.isPresent() && patterns.get().matcher(ad).matches());
    }

    /** How many names and patterns there are; none stands for all. */
    int size() {
        return size;
    }
}
