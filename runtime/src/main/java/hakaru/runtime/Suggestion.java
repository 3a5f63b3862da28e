package hakaru.runtime;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name a person may have meant, by edit distance (Wagner and Fischer, 1974). */
final class Suggestion {
    private static final int FURTHEST = 4;

    private Suggestion() {}

    /** A question to append to an error, empty when no name is near. */
    static String from(Collection<String> names, String written) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(name, written)))
                .filter(name -> distance(name, written) <= FURTHEST)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int substituted = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(substituted, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
