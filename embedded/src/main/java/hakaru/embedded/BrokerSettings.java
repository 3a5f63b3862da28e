package hakaru.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Lists the settings of a single broker that is its own controller, made for a small machine and short
 * pauses, unless the overrides say otherwise.
 *
 * @param port where it listens for clients
 * @param advertisedPort where clients are told to go
 */
record BrokerSettings(Path directory, int port, int advertisedPort, int controllerPort, Map<String, String> overrides) {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "CLIENTS";

    /** Where a broker whose clients come through something else talks to itself: of transactions, before it answers. */
    private static final String OWN_LISTENER = "OWN";

    private static final int ANY_PORT = 0;

    Map<String, Object> toMap() {
        Map<String, Object> settings = new HashMap<>();
        addRolesAndListeners(settings);
        addInternalTopics(settings);
        addShortPauses(settings);
        addSmallFootprint(settings);
        settings.putAll(overrides);
        // As text, as from a file: Kafka takes an Integer for some of its numbers and insists on a Short for others.
        settings.replaceAll((name, value) -> value.toString());
        return settings;
    }

    private void addRolesAndListeners(Map<String, Object> settings) {
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE_ID);
        settings.put("log.dirs", directory.toString());
        boolean direct = advertisedPort == port;
        String own = direct ? "" : "," + listener(OWN_LISTENER, ANY_PORT);
        settings.put(
                "listeners",
                listener(CLIENT_LISTENER, port) + "," + listener(CONTROLLER_LISTENER, controllerPort) + own);
        settings.put("advertised.listeners", listener(CLIENT_LISTENER, advertisedPort) + own);
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT,OWN:PLAINTEXT");
        settings.put("inter.broker.listener.name", direct ? CLIENT_LISTENER : OWN_LISTENER);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        // Static voters are read at each start and not stored: the controller's port may be another one every time.
        settings.put("controller.quorum.voters", NODE_ID + "@" + controllerAddress());
        // A misspelled topic is an error, not a new topic.
        settings.put("auto.create.topics.enable", false);
    }

    private static void addInternalTopics(Map<String, Object> settings) {
        // One broker holds one replica. Each of the usual 50 partitions would cost files, a load at start and a flush
        // at stop; four still spread over more than one coordinator.
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".num.partitions", 4);
            settings.put(topic + ".replication.factor", 1);
        }
        settings.put("transaction.state.log.min.isr", 1);
        settings.put("share.coordinator.state.topic.min.isr", 1);
    }

    private static void addShortPauses(Map<String, Object> settings) {
        // No other broker could take over from one that is silent because its machine was paused. Nobody waits for the
        // session of a killed broker either: see FormerBroker.
        settings.put("broker.session.timeout.ms", Duration.ofHours(1).toMillis());
        // Nobody waits for further members of a group that are not going to come.
        settings.put("group.initial.rebalance.delay.ms", 0);
        // Lets a client that was killed be declared dead after one second, if it asks for that; the floor is else six.
        settings.put("group.min.session.timeout.ms", 1_000);
        // A transaction that a killed client left open is aborted within a second after its timeout, not within ten.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", 1_000);
    }

    private static void addSmallFootprint(Map<String, Object> settings) {
        settings.put("num.network.threads", 2);
        settings.put("num.io.threads", 4);
        settings.put("background.threads", 2);
        // Each looks for work three times a second, whatever there is of it.
        settings.put("group.coordinator.threads", 1);
        settings.put("share.coordinator.threads", 1);
        // No-op records, two a second by default, tell controllers that follow that they are not behind; there are
        // none.
        settings.put("metadata.max.idle.interval.ms", 5_000);
        settings.put("num.recovery.threads.per.data.dir", 2);
        // The cleaner allocates this at start, 128 MiB by default; 4 MiB hold 150,000 keys a pass, and our compacted
        // topics have a few hundred.
        settings.put("log.cleaner.dedupe.buffer.size", 4L * 1024 * 1024);
    }

    /** Host and port of the controller. */
    String controllerAddress() {
        return Ports.LOOPBACK + ":" + controllerPort;
    }

    private static String listener(String name, int port) {
        return name + "://" + Ports.LOOPBACK + ":" + port;
    }
}
