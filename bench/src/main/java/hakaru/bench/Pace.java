package hakaru.bench;

/** So many rows in so many nanoseconds. */
record Pace(long rows, long nanos) {
    private static final double NANOS = 1e9;

    long rowsPerSecond() {
        return Math.round(rows * NANOS / nanos);
    }
}
