package hakaru.contract;

/** The rule for the id by which a beacon that is sent again is known: what an address carries without escapes. */
public final class BeaconId {
    public static final int MAX_LENGTH = 64;

    /** In words, to stand after the parameter's name. */
    public static final String RULE =
            "must be 1 to " + MAX_LENGTH + " characters of A-Z, a-z, 0-9, '.', '_', '~' and '-'";

    private BeaconId() {}

    public static boolean isValid(String id) {
        return !id.isEmpty() && id.length() <= MAX_LENGTH && id.chars().allMatch(BeaconId::isUnreserved);
    }

    /** RFC 3986, 2.3. */
    private static boolean isUnreserved(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == '_'
                || character == '~'
                || character == '-';
    }
}
