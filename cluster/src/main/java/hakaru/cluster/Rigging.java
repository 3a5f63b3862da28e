package hakaru.cluster;

import hakaru.cluster.fault.FaultKind;
import hakaru.cluster.fault.FaultKind.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the cluster is prepared for. Relays, faked clocks and small disks cost something, so they are there only where a kind
 * of fault needs them.
 */
record Rigging(List<FaultKind> kinds) {
    /** Leaves out, with the reason, what this machine does not allow. */
    static Rigging of(List<FaultKind> wanted, ClusterOptions options, Consumer<String> out) {
        List<FaultKind> kinds = new ArrayList<>();
        for (FaultKind kind : wanted) {
            Optional<String> missing = missing(kind.need(), options);
            missing.ifPresent(reason -> out.accept("skipped: %s: %s".formatted(kind.label(), reason)));
            if (missing.isEmpty()) {
                kinds.add(kind);
            }
        }
        return new Rigging(List.copyOf(kinds));
    }

    boolean has(Need need) {
        return kinds.stream().anyMatch(kind -> kind.need() == need);
    }

    private static Optional<String> missing(Need need, ClusterOptions options) {
        return switch (need) {
            case NOTHING, RELAYS -> Optional.empty();
            case MYSQL -> options.mysql().isPresent() ? Optional.empty() : Optional.of("MySQL is absent");
            case SMALL_DISKS -> smallDisks(options);
            case FAKE_TIME ->
                FakeTime.isInstalled()
                        ? Optional.empty()
                        : Optional.of("faketime is not installed; as root: apt-get install faketime");
        };
    }

    private static Optional<String> smallDisks(ClusterOptions options) {
        if (options.mysql().isEmpty()) {
            return Optional.of("MySQL is absent");
        }
        return SmallDisk.isPossible() ? Optional.empty() : Optional.of("no file system can be mounted here");
    }
}
