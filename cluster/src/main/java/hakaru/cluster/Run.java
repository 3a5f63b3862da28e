package hakaru.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hakaru.cluster.fault.FaultKind;
import hakaru.cluster.node.Wait;
import hakaru.cluster.report.Incident;
import hakaru.cluster.report.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** One run: starts the cluster, puts it under load, commits faults, and makes up the books. */
final class Run {
    /** The first probes say nothing. */
    private static final int WARM_UP_SECONDS = 5;

    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(3);
    /** Of a scenario, before and after what is measured. */
    private static final Duration STEADY = Duration.ofSeconds(20);
    /** What has not recovered by then has not recovered by itself. */
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(2);

    private static final Duration LONGEST_LOAD = Duration.ofHours(12);
    private static final Duration BREATH = Duration.ofSeconds(2);

    private final ClusterOptions clusterOptions;
    private final RunOptions options;
    private final Consumer<String> out;
    private final Instant started = Clock.systemUTC().instant();
    private final List<Incident> incidents = new ArrayList<>();

    Run(ClusterOptions clusterOptions, RunOptions options, Consumer<String> out) {
        this.clusterOptions = clusterOptions;
        this.options = options;
        this.out = out;
    }

    Result run() throws Exception {
        List<FaultKind> wanted = options.scenario == null ? options.faults : List.of();
        Rigging rigging = Rigging.of(wanted, clusterOptions, this::say);
        say("starting three brokers, two of each service, a balancer and a database");
        try (Cluster cluster = Cluster.start(clusterOptions, rigging, this::say);
                Load load = Load.start(cluster, clusterOptions, options.rate(), LONGEST_LOAD)) {
            say("all are ready; load of %d/s begins".formatted(options.rate()));
            if (!load.awaitWell(WARM_UP_SECONDS, WARM_UP_LIMIT)) {
                throw new IllegalStateException("the cluster does not serve even without faults; see kakeru.log");
            }
            if (options.scenario == null) {
                commit(rigging, cluster, load);
            } else {
                play(options.scenario, cluster, load);
            }
            IdleRestore restore = IdleRestore.prepare(options.idleRestore, cluster);
            say("the load ends, and the books are made up");
            load.end();
            restore.commit(load.now()).ifPresent(incidents::add);
            return result(cluster, load);
        }
    }

    private void play(Scenario scenario, Cluster cluster, Load load) throws InterruptedException {
        Wait.pause(STEADY);
        for (Plan.Drawn drawn : scenario.faults(cluster)) {
            incidents.add(commit(drawn, load));
        }
        Wait.pause(STEADY);
    }

    private void commit(Rigging rigging, Cluster cluster, Load load) throws InterruptedException {
        if (rigging.kinds().isEmpty()) {
            Wait.pause(options.duration);
            return;
        }
        Plan plan = new Plan(rigging.kinds(), cluster, options.seed);
        double end = load.now() + options.duration.toSeconds();
        while (incidents.size() < options.count && load.now() < end && load.isAlive()) {
            incidents.add(commit(plan.next(), load));
            Wait.pause(BREATH);
        }
    }

    private Incident commit(Plan.Drawn drawn, Load load) throws InterruptedException {
        double from = load.now();
        say("%s: %s"
                .formatted(drawn.kind().label(), drawn.fault().target())
                .concat(" for %.1f s".formatted(drawn.fault().length().toMillis() / 1e3)));
        String failure = carryOut(drawn);
        double to = load.now();
        if (!load.awaitWell(to, RECOVERY_LIMIT) && failure.isEmpty()) {
            failure = "not all answers were 200, or counts not fresh, within " + RECOVERY_LIMIT.toSeconds() + " s";
        }
        Incident struck = Incident.of(drawn.kind().label(), drawn.fault().target(), from, to, failure);
        Incident measured = new Timeline(load.seconds()).measure(struck, Double.MAX_VALUE);
        say("  bad for %d s; answers back after %.1f s, counts fresh after %.1f s; %s"
                .formatted(measured.bad(), measured.answers(), measured.freshness(), failure));
        return struck;
    }

    /** Gives the reason when it could not be done. */
    private static String carryOut(Plan.Drawn drawn) throws InterruptedException {
        try {
            drawn.fault().strike();
            Wait.pause(drawn.fault().length());
            drawn.fault().mend();
            return "";
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return "it could not be carried out: " + e;
        }
    }

    private Result result(Cluster cluster, Load load) throws Exception {
        JsonNode kakeru = new ObjectMapper()
                .readTree(clusterOptions.work.resolve("kakeru.json").toFile());
        boolean topicsAreWhole =
                incidents.stream().noneMatch(incident -> incident.kind().equals(FaultKind.TOPIC_MADE_AGAIN.label()));
        Timeline timeline = Timeline.exactly(load.seconds(), kakeru.at("/seconds"));
        return new Result(
                started.toString(),
                options.scenario == null ? "" : options.scenario.label(),
                command(),
                options.seed,
                options.rate(),
                cluster.database().version(),
                Books.of(kakeru, cluster, topicsAreWhole),
                timeline.requests(kakeru),
                timeline.measure(incidents),
                cluster.supervisor().ended().stream()
                        .map(end -> "%s with status %d at %s".formatted(end.node(), end.status(), end.at()))
                        .toList(),
                timeline.seconds());
    }

    private String command() {
        if (options.scenario != null) {
            return "cluster/run --scenario %s --rate %d".formatted(options.scenario.label(), options.rate());
        }
        String kinds = options.faults.size() == FaultKind.values().length
                ? ""
                : " --faults "
                        + String.join(
                                ",",
                                options.faults.stream().map(FaultKind::label).toList());
        return "cluster/run%s --seed %d --duration %ds --rate %d%s%s"
                .formatted(
                        kinds,
                        options.seed,
                        options.duration.toSeconds(),
                        options.rate(),
                        options.idleRestore ? " --idle-restore" : "",
                        clusterOptions.variables());
    }

    private void say(String what) {
        long elapsed = Duration.between(started, Clock.systemUTC().instant()).toSeconds();
        out.accept(String.format(Locale.ROOT, "%5d s  %s", elapsed, what));
    }
}
