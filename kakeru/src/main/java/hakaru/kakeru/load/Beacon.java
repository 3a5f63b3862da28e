package hakaru.kakeru.load;

/** What one request reports: an impression of an ad, and the value that comes with it. */
public record Beacon(String ad, long value) {
    /** How many requests carried this beacon, by fate. */
    public record Sent(Beacon beacon, long accepted, long failed, long unknown) {}
}
