package hakaru.kakeru.load;

import java.util.List;
import java.util.Optional;

/** Decides what each request carries: a beacon of the mix, perhaps with an id of its own. Confined to the load thread. */
public final class Traffic {
    private final Mix mix;
    private final List<Beacon> beacons;
    private final Optional<String> idPrefix;
    private int number;

    private Traffic(Mix mix, Optional<String> idPrefix) {
        this.mix = mix;
        this.beacons = mix.beacons();
        this.idPrefix = idPrefix;
    }

    public static Traffic of(Mix mix) {
        return new Traffic(mix, Optional.empty());
    }

    /**
     * Gives each request an id.
     *
     * @param run tells this run's ids from those of others
     */
    public static Traffic withIds(Mix mix, String run) {
        return new Traffic(mix, Optional.of(run + '.'));
    }

    /** The next request; the sequence is the same in every run. */
    Request next(long dueNanos) {
        return new Request(mix.next(), number++, dueNanos);
    }

    boolean hasIds() {
        return idPrefix.isPresent();
    }

    /** Empty where requests have none. */
    String id(Request request) {
        return idPrefix.map(prefix -> prefix + Integer.toString(request.number, Character.MAX_RADIX))
                .orElse("");
    }

    List<Beacon> beacons() {
        return beacons;
    }
}
