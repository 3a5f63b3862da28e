package hakaru.aggregator.counting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.RememberedIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A window that is refilled is the one that was never away: in what it notes, and in all that it decides from there on. */
class RepeatWindowRefillTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final int RECORDS = 400;
    private static final int ROOM = 40;
    private static final RepeatConfig CONFIG = new RepeatConfig(Duration.ofMinutes(2), ROOM);

    private enum Kind {
        TIMELY,
        UNTIMELY,
        WITHOUT_ID
    }

    private record Taken(Kind kind, SourceRecord record) {}

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldDecideAsIfItHadNeverBeenAway(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Taken> stream = stream(random);
        int away = random.nextInt(RECORDS);
        RepeatWindow uninterrupted = new RepeatWindow(CONFIG, new SipHash(1, 2), List.of());
        stream.subList(0, away).forEach(taken -> take(uninterrupted, taken));

        RepeatWindow refilled = refilled(uninterrupted.note(), stream, away);

        assertThat(refilled.ids()).isEqualTo(uninterrupted.ids());
        for (Taken taken : stream.subList(away, RECORDS)) {
            assertThat(take(refilled, taken)).isEqualTo(take(uninterrupted, taken));
            assertThat(refilled.note()).isEqualTo(uninterrupted.note());
            assertThat(refilled.ids()).isEqualTo(uninterrupted.ids());
        }
    }

    private static RepeatWindow refilled(List<RememberedIds> noted, List<Taken> stream, int emittedTo) {
        // Its hash has another key: nothing of it is kept.
        RepeatWindow window = new RepeatWindow(CONFIG, new SipHash(3, 4), noted);
        RangeToRead records = window.toRefill(emittedTo);
        stream.subList((int) records.from(), (int) records.to()).stream()
                .map(Taken::record)
                .filter(SourceRecord::hasId)
                .forEach(record -> window.refill(record, "open"));
        return window;
    }

    /** As the emitter does. */
    private static boolean take(RepeatWindow window, Taken taken) {
        if (taken.kind() == Kind.UNTIMELY) {
            window.takeUntimely(taken.record(), "open");
            return false;
        }
        window.pass(taken.record().timestamp());
        return taken.record().hasId() && window.isRepeat(taken.record(), "open");
    }

    /** Clocks that are apart, silences, floods, and some timestamps that are far out. */
    private static List<Taken> stream(RandomGenerator random) {
        List<Taken> stream = new ArrayList<>();
        long time = NOW;
        for (int offset = 0; offset < RECORDS; offset++) {
            time += random.nextInt(20) == 0 ? random.nextInt(200_000) : random.nextInt(3_000);
            long skew = random.nextInt(10) == 0 ? random.nextInt(-60_000, 60_000) : 0;
            Kind kind = Kind.values()[Math.max(0, random.nextInt(12) - 9)];
            long timestamp = kind == Kind.UNTIMELY ? time + 10_000_000_000L : time + skew;
            String id = kind == Kind.WITHOUT_ID ? "" : "id-" + random.nextInt(60);
            stream.add(new Taken(kind, new SourceRecord("t", 0, offset, timestamp, id.getBytes(US_ASCII), null)));
        }
        return stream;
    }
}
