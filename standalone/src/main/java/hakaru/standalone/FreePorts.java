package hakaru.standalone;

import hakaru.runtime.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** Finds every port in use before anything is started, so that they can all be changed at once. */
final class FreePorts {
    private FreePorts() {}

    /** The database's is looked at when it starts: until then a killed run's server may hold it. */
    static void require(StandaloneConfig config) {
        List<Entry<String, Integer>> taken = config.ports().byOption().entrySet().stream()
                .filter(port -> !port.getKey().equals("--mariadb-port"))
                .filter(port -> !isFree(config.host(), port.getValue()))
                .toList();
        if (!taken.isEmpty()) {
            throw new StartException(taken.stream()
                    .map(port -> "port " + port.getValue() + " is in use, choose another with " + port.getKey())
                    .collect(Collectors.joining("; ")));
        }
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do it: a port whose last connections are still closing counts as free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
