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

    /** Then the operator looks. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String NOT_WELL =
            "not all answers were 200, or counts not fresh, within " + RECOVERY_LIMIT.toSeconds() + " s";
    private static final Duration LONGEST_LOAD = Duration.ofHours(12);
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final ClusterOptions clusterOptions;
    private final RunOptions options;
    private final Consumer<String> out;
    private final Instant started = Clock.systemUTC().instant();
    private final List<List<Incident>> rounds = new ArrayList<>();

    /** What a run is about. */
    private record Played(Cluster cluster, Load load, Operator operator) {}

    Run(ClusterOptions clusterOptions, RunOptions options, Consumer<String> out) {
        this.clusterOptions = clusterOptions;
        this.options = options;
        this.out = out;
    }

    Result run() throws Exception {
        List<FaultKind> wanted = options.scenario == null ? options.faults : List.of();
        Rigging rigging = Rigging.of(wanted, clusterOptions, this::say);
        say("starting three brokers, %d of each service, a balancer and a database"
                .formatted(clusterOptions.instances));
        try (Cluster cluster = Cluster.start(clusterOptions, rigging, this::say);
                Load load = Load.start(cluster, clusterOptions, options.rate(), LONGEST_LOAD)) {
            say("all are ready; load of %d/s begins".formatted(options.rate()));
            if (!load.awaitWell(WARM_UP_SECONDS, WARM_UP_LIMIT)) {
                throw new IllegalStateException("the cluster does not serve even without faults; see kakeru.log");
            }
            Played played = new Played(cluster, load, new Operator(cluster));
            if (options.scenario == null) {
                commit(rigging, played);
            } else {
                play(options.scenario, played);
            }
            IdleRestore restore = IdleRestore.prepare(options.idleRestore, cluster);
            say("the load ends, and the books are made up");
            load.end();
            restore.commit(load.now()).ifPresent(incident -> rounds.add(List.of(incident)));
            return result(played);
        }
    }

    private void play(Scenario scenario, Played played) throws InterruptedException {
        Wait.pause(STEADY);
        for (Plan.Drawn drawn : scenario.faults(played.cluster())) {
            commit(List.of(drawn), played);
        }
        Wait.pause(STEADY);
    }

    private void commit(Rigging rigging, Played played) throws InterruptedException {
        if (rigging.kinds().isEmpty()) {
            Wait.pause(options.duration);
            return;
        }
        Plan plan = new Plan(rigging.kinds(), played.cluster(), options);
        double end = played.load().now() + options.duration.toSeconds();
        int committed = 0;
        while (committed < options.count
                && played.load().now() < end
                && played.load().isAlive()) {
            List<Plan.Drawn> faults = plan.next(Math.min(options.atOnce, options.count - committed));
            commit(faults, played);
            committed += faults.size();
            Wait.pause(BREATH);
        }
    }

    private void commit(List<Plan.Drawn> faults, Played played) throws InterruptedException {
        faults.forEach(drawn -> say("%s: %s for %.1f s"
                .formatted(
                        drawn.kind().label(),
                        drawn.fault().target(),
                        drawn.fault().length().toMillis() / 1e3)));
        List<Incident> struck = new Round(faults, played.load()).commit();
        boolean well = awaitWell(struck, played);
        List<Incident> round = struck.stream()
                .map(incident -> well ? incident : incident.failedWith(NOT_WELL))
                .toList();
        rounds.add(round);
        new Timeline(played.load().seconds())
                .measure(List.of(round))
                .forEach(measured -> say("  %s: bad for %d s; answers back after %.1f s, counts fresh after %.1f s; %s"
                        .formatted(
                                measured.kind(),
                                measured.bad(),
                                measured.answers(),
                                measured.freshness(),
                                measured.failure())));
    }

    /** Half of the time by itself; then the operator looks for the one thing that does not pass. */
    private static boolean awaitWell(List<Incident> struck, Played played) throws InterruptedException {
        double mended = struck.stream().mapToDouble(Incident::to).max().orElse(0);
        if (played.load().awaitWell(mended, PATIENCE)) {
            return true;
        }
        played.operator().abortHanging();
        return played.load().awaitWell(mended, RECOVERY_LIMIT.minus(PATIENCE));
    }

    private Result result(Played played) throws Exception {
        Cluster cluster = played.cluster();
        JsonNode kakeru = new ObjectMapper()
                .readTree(clusterOptions.work.resolve("kakeru.json").toFile());
        boolean topicsAreWhole = rounds.stream()
                .flatMap(List::stream)
                .noneMatch(incident -> incident.kind().equals(FaultKind.TOPIC_MADE_AGAIN.label()));
        Timeline timeline = Timeline.exactly(played.load().seconds(), kakeru.at("/seconds"));
        return new Result(
                started.toString(),
                options.scenario == null ? "" : options.scenario.label(),
                command(),
                options.seed,
                options.rate(),
                cluster.database().version(),
                Books.of(kakeru, cluster, topicsAreWhole),
                timeline.requests(kakeru),
                timeline.measure(rounds),
                notes(played),
                timeline.seconds());
    }

    private static List<String> notes(Played played) {
        List<String> notes = new ArrayList<>();
        played.cluster().supervisor().ended().stream()
                .map(end -> "%s ended by itself with status %d at %s".formatted(end.node(), end.status(), end.at()))
                .forEach(notes::add);
        played.operator().done().forEach(act -> notes.add("the operator " + act));
        return notes;
    }

    private String command() {
        if (options.scenario != null) {
            return "cluster/run --scenario %s --rate %d%s"
                    .formatted(options.scenario.label(), options.rate(), clusterOptions.written());
        }
        String kinds = options.faults.size() == FaultKind.values().length
                ? ""
                : " --faults "
                        + String.join(
                                ",",
                                options.faults.stream().map(FaultKind::label).toList());
        return "cluster/run%s --seed %d --duration %ds --rate %d%s%s%s"
                .formatted(
                        kinds,
                        options.seed,
                        options.duration.toSeconds(),
                        options.rate(),
                        options.atOnce == 1
                                ? ""
                                : " --at-once %d --longest %ds".formatted(options.atOnce, options.longest.toSeconds()),
                        options.idleRestore ? " --idle-restore" : "",
                        clusterOptions.written());
    }

    private void say(String what) {
        long elapsed = Duration.between(started, Clock.systemUTC().instant()).toSeconds();
        out.accept(String.format(Locale.ROOT, "%5d s  %s", elapsed, what));
    }
}
