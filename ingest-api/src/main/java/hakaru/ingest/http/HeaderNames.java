package hakaru.ingest.http;

/** Names of headers as a preflight lists them. */
final class HeaderNames {
    /** No page has more; what is echoed is to be no longer than what is asked. */
    private static final int MAX_LENGTH = 1_024;

    private static final String SIGNS = "!#$%&'*+-.^_`|~, ";

    private HeaderNames() {}

    /** Whether a list has nothing in it but names (tokens of RFC 9110), commas and spaces, and so may be echoed. */
    static boolean areValid(String list) {
        if (list.isBlank() || list.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < list.length(); i++) {
            if (!isAllowed(list.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char character) {
        boolean letterOrDigit = character < 0x80 && Character.isLetterOrDigit(character);
        return letterOrDigit || SIGNS.indexOf(character) >= 0;
    }
}
