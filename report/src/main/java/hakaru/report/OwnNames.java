package hakaru.report;

import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names by which this machine is called. A page of somebody else, whose own name is made to lead here (DNS rebinding), asks
 * by that name, and must not read the report. An address cannot be made to lead elsewhere, so any will do.
 */
record OwnNames(Set<String> names) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final String LOOPBACK = "localhost";

    OwnNames {
        names = Set.copyOf(names);
    }

    /** This machine's name, the one that is listened on, and those that are given. */
    static OwnNames listeningOn(String host, Set<String> given) {
        Set<String> names = new HashSet<>(given);
        names.addAll(List.of(LOOPBACK, host.toLowerCase(Locale.ROOT)));
        try {
            names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            // A machine that does not know its own name is not asked by it.
        }
        return new OwnNames(names);
    }

    boolean include(@Nullable HostAndPort asked) {
        if (asked == null) {
            return false;
        }
        String name = asked.host().toLowerCase(Locale.ROOT);
        return names.contains(name)
                || name.endsWith("." + LOOPBACK)
                || ADDRESS.matcher(name).matches();
    }
}
