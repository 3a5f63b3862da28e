package hakaru.kakeru.load;

/** What one request reports: an impression of an ad, and the value that comes with it. */
public record Beacon(String ad, long value) {
    public Beacon {
        if (ad.isEmpty() || value < 0) {
            throw new IllegalArgumentException("no beacon: an ad '%s' and a value %d".formatted(ad, value));
        }
    }

    /** How many requests carried this beacon, by fate. */
    public record Sent(Beacon beacon, long accepted, long failed, long unknown) {}
}
