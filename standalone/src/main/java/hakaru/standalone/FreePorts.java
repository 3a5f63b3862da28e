package hakaru.standalone;

import hakaru.embedded.Ports;
import hakaru.runtime.StartException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds every port in use before anything is started, so that they can all be changed at once. */
final class FreePorts {
    private static final int MAX_PORT = 65_535;

    private FreePorts() {}

    /** The database's is looked at when it starts: until then a killed run's server may hold it. */
    static void require(StandaloneConfig config) {
        InetAddress host = resolve(config.host());
        Map<Integer, String> options = new HashMap<>();
        List<String> problems = new ArrayList<>();
        config.ports().byOption().forEach((option, port) -> {
            String other = options.put(port, option);
            if (port < 1 || port > MAX_PORT) {
                problems.add(option + " must be a port from 1 to " + MAX_PORT + ", but is " + port);
            } else if (other != null) {
                problems.add(option + " and " + other + " must differ, but are both " + port);
            } else if (!option.equals("--mariadb-port") && !Ports.isFree(new InetSocketAddress(host, port))) {
                problems.add("port " + port + " is in use, choose another with " + option);
            }
        });
        if (!problems.isEmpty()) {
            throw new StartException(String.join("; ", problems));
        }
    }

    private static InetAddress resolve(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            // Without a host, services would listen on every address. Port 0 is any: where none is to be had, the
            // address is another machine's.
            if (!host.isBlank() && Ports.isFree(new InetSocketAddress(address, 0))) {
                return address;
            }
        } catch (UnknownHostException unknown) {
            // It is none of ours either.
        }
        throw new StartException("--host '" + host + "' is not an address of this machine");
    }
}
