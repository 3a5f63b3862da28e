package hakaru.ingest.beacon;

import java.util.Optional;

/** Finds parameters in a query without decoding the others, so that what is ignored cannot be wrong. */
final class QueryParameter {
    /** What an ampersand leaves behind of itself in HTML. */
    private static final String COPIED = "amp;";

    private QueryParameter() {}

    /** The value of the first parameter of that name, still encoded; empty text when it has no {@code =}. */
    static Optional<String> first(String query, String name) {
        int begin = 0;
        while (begin <= query.length()) {
            int separator = query.indexOf('&', begin);
            int end = separator < 0 ? query.length() : separator;
            int equals = query.indexOf('=', begin);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (isNamed(query, begin, nameEnd, name)) {
                return Optional.of(query.substring(Math.min(nameEnd + 1, end), end));
            }
            begin = end + 1;
        }
        return Optional.empty();
    }

    /** A separator that was copied out of HTML, where it is written {@code &}{@code amp;}, is still one. */
    private static boolean isNamed(String query, int begin, int end, String name) {
        boolean copied = begin > 0 && query.startsWith(COPIED, begin);
        return isWritten(query, copied ? begin + COPIED.length() : begin, end, name);
    }

    private static boolean isWritten(String query, int begin, int end, String name) {
        int length = end - begin;
        if (length == name.length()) {
            return query.startsWith(name, begin);
        }
        // A name may be escaped like any other text; plain ones, nearly all, are not decoded.
        boolean mayBeEscaped = length > name.length() && length <= 3 * name.length() && query.indexOf('%', begin) >= 0;
        return mayBeEscaped
                && PercentDecoder.decode(query.substring(begin, end)) instanceof Decoded.Text text
                && text.value().equals(name);
    }
}
