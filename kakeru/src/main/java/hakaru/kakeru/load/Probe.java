package hakaru.kakeru.load;

/**
 * A probe that was answered 200.
 *
 * @param fromSecond when it was sent, in seconds since 1970
 * @param toSecond when it was answered: the server has received it in between
 * @param answeredNanos the same moment on the monotonic clock, from where its freshness counts
 */
public record Probe(String ad, long fromSecond, long toSecond, long answeredNanos) {
    static Probe answered(String ad, long sentNanos, long answeredNanos) {
        long millis = System.currentTimeMillis();
        long sentMillis = millis - (answeredNanos - sentNanos) / 1_000_000;
        return new Probe(ad, Math.floorDiv(sentMillis, 1_000L), Math.floorDiv(millis, 1_000L), answeredNanos);
    }
}
