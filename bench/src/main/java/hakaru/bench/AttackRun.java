package hakaru.bench;

import hakaru.testkit.attack.Attack;
import hakaru.testkit.attack.Attackers;
import hakaru.testkit.attack.HonestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Attacks one port of this machine, or sends it honest beacons meanwhile, and prints one line of figures.
 */
@CommandLine.Command(
        name = "attack",
        subcommands = {AttackRun.Hostile.class, AttackRun.Honest.class})
public final class AttackRun {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AttackRun())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    private AttackRun() {}

    @CommandLine.Command(name = "hostile", description = "Keeps hostile connections open.")
    static final class Hostile implements Runnable {
        @Option(names = "--port", required = true)
        private int port;

        @Option(names = "--connections", defaultValue = "10000")
        private int connections;

        @Option(names = "--per-second", defaultValue = "2000")
        private int perSecond;

        @Option(names = "--seconds", defaultValue = "60")
        private int seconds;

        @Option(names = "--attacks", split = ",")
        private List<Attack> attacks = List.of(Attack.values());

        @Override
        public void run() {
            try (Attackers attackers = Attackers.start(port, connections, perSecond, attacks)) {
                TimeUnit.SECONDS.sleep(seconds);
                System.out.printf("opened=%d connected=%d%n", attackers.opened(), attackers.mostConnected());
            } catch (IOException e) {
                throw new IllegalStateException("the attack failed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @CommandLine.Command(name = "honest", description = "Sends beacons, each on a connection of its own.")
    static final class Honest implements Runnable {
        private static final Duration LIMIT = Duration.ofSeconds(10);

        @Option(names = "--port", required = true)
        private int port;

        @Option(names = "--beacons", defaultValue = "1000")
        private int beacons;

        @Option(names = "--seconds", defaultValue = "50")
        private int seconds;

        @Override
        public void run() {
            Duration pause = Duration.ofSeconds(seconds).dividedBy(beacons);
            HonestClient.Experience seen = new HonestClient(port, LIMIT, 1).send(beacons, pause);
            System.out.printf(
                    "sent=%d answered=%d p50=%d p99=%d%n",
                    seen.sent(),
                    seen.answered(),
                    seen.p50().toMillis(),
                    seen.p99().toMillis());
        }
    }
}
