package hakaru.kakeru;

/** What the process tells its caller when it ends. */
enum ExitStatus {
    /** The success goal holds and the books balance. */
    GOOD(0),
    GOAL_MISSED(1),
    USAGE(2),
    BOOKS_UNBALANCED(3),
    /** The target or the database cannot be reached, so nothing is known. */
    UNREACHABLE(4);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Books that do not balance are worse than a goal that is missed. */
    static ExitStatus of(boolean goalHolds, boolean booksBalance) {
        if (!booksBalance) {
            return BOOKS_UNBALANCED;
        }
        return goalHolds ? GOOD : GOAL_MISSED;
    }
}
