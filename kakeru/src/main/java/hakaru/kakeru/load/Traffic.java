package hakaru.kakeru.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Decides what each request carries: a beacon of the mix, or a few times a second a probe, an ad with a name of its own by
 * which freshness is measured. Confined to the load thread while a run lasts.
 */
public final class Traffic {
    public static final String PROBE_PREFIX = "kakeru-probe-";

    private final Mix mix;
    private final String runId;
    private final List<Beacon> beacons;
    private final int mixSize;
    private long probeIntervalNanos = Long.MAX_VALUE;
    private long nextProbe;

    public Traffic(Mix mix, String runId) {
        this.mix = mix;
        this.runId = runId;
        this.beacons = new ArrayList<>(mix.beacons());
        this.mixSize = beacons.size();
    }

    /** Starts to probe at this interval, from the first request of the next run. */
    public void probeEvery(Duration interval) {
        probeIntervalNanos = interval.toNanos();
        nextProbe = 0;
    }

    /** Chooses by the moment at which the request is due, not by the clock: the sequence is the same in every run. */
    int next(long dueNanos) {
        if (probeIntervalNanos == Long.MAX_VALUE || dueNanos < nextProbe) {
            return mix.next();
        }
        nextProbe = dueNanos + probeIntervalNanos;
        beacons.add(new Beacon(PROBE_PREFIX + runId + "-" + (beacons.size() - mixSize + 1), 1));
        return beacons.size() - 1;
    }

    boolean isProbe(int request) {
        return request >= mixSize;
    }

    Beacon beacon(int request) {
        return beacons.get(request);
    }

    /** All that requests have carried so far, by index. */
    List<Beacon> beacons() {
        return Collections.unmodifiableList(beacons);
    }

    List<Beacon> mixed() {
        return beacons.subList(0, mixSize);
    }
}
