package hakaru.kakeru.load;

/** How many requests carried this beacon, by fate. */
public record SentBeacon(Beacon beacon, long accepted, long failed, long unknown) {
    static SentBeacon of(Beacon beacon, int index, FateCounts counts) {
        return new SentBeacon(
                beacon, counts.of(index, Fate.ACCEPTED), counts.of(index, Fate.FAILED), counts.of(index, Fate.UNKNOWN));
    }
}
