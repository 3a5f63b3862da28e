package hakaru.contract;

/** The one ad under whose name those are counted that shall have no rows of their own. */
public final class UnlistedAd {
    public static final String NAME = "(unlisted)";

    private UnlistedAd() {}
}
