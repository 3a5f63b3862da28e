package hakaru.runtime.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name a person may have meant, by edit distance (Damerau, 1964; each letter is swapped once). */
public final class Suggestion {
    /** A name of three letters may have one error, and so on; more would suggest what nobody meant. */
    private static final int LETTERS_PER_ERROR = 3;

    private static final int MAX_ERRORS = 4;

    private Suggestion() {}

    /** A question to append to an error, empty when no name is near. */
    public static String from(Collection<String> names, String written) {
        int furthest = Math.min(written.length() / LETTERS_PER_ERROR, MAX_ERRORS);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(name, written)))
                .filter(name -> distance(name, written) <= furthest)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /** How many letters to insert, delete, replace or swap with their neighbour. */
    private static int distance(String from, String to) {
        int[][] distances = new int[from.length() + 1][to.length() + 1];
        for (int line = 0; line <= from.length(); line++) {
            for (int column = 0; column <= to.length(); column++) {
                if (line == 0 || column == 0) {
                    distances[line][column] = line + column;
                    continue;
                }
                int replaced = from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1;
                int nearest = Math.min(
                        distances[line - 1][column - 1] + replaced,
                        Math.min(distances[line - 1][column], distances[line][column - 1]) + 1);
                distances[line][column] = swapped(from, line, to, column)
                        ? Math.min(nearest, distances[line - 2][column - 2] + 1)
                        : nearest;
            }
        }
        return distances[from.length()][to.length()];
    }

    private static boolean swapped(String from, int line, String to, int column) {
        return line > 1
                && column > 1
                && from.charAt(line - 1) == to.charAt(column - 2)
                && from.charAt(line - 2) == to.charAt(column - 1);
    }
}
