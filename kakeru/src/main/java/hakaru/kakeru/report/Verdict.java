package hakaru.kakeru.report;

/** Whether a run was good: its goal, and its books if there are any. */
public record Verdict(boolean goalHolds, boolean booksBalance) {}
