package hakaru.cluster.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/** Every kind of fault that the rig can commit. */
public enum FaultKind {
    KILL("a service or a broker is killed (-9) and comes back within 8 s", Need.NOTHING, Killed::draw),
    BROKER_KILL("a broker is killed (-9) and comes back within 15 s", Need.NOTHING, Killed::drawBroker),
    PAUSE("a process stands still for 0.5 to 30 s (SIGSTOP, SIGCONT)", Need.NOTHING, Paused::draw),
    TERMINATE("a process is stopped in order (SIGTERM) and comes back", Need.NOTHING, Terminated::draw),
    ROLL("a whole tier is restarted in order, one process after the other", Need.NOTHING, RolledOver::draw),
    DISK_LOST("a broker is killed and comes back with an empty disk", Need.NOTHING, DiskLost::draw),
    CONTROLLER_LOST("the active controller is killed", Need.NOTHING, ControllerLost::draw),
    LEADERLESS("two of three brokers are killed: partitions have no leader", Need.NOTHING, Leaderless::draw),
    WIRE_DROPPED("all that two processes send each other vanishes for up to 20 s", Need.RELAYS, WireCut::dropped),
    WIRE_DELAYED("it arrives 0.1 to 1 s late", Need.RELAYS, WireCut::delayed),
    WIRE_HALF_OPEN("connections have ended, and the client is not told", Need.RELAYS, WireCut::halfOpen),
    WIRE_ASYMMETRIC("requests arrive, answers do not", Need.RELAYS, WireCut::asymmetric),
    BROKER_CUT_OFF(
            "a broker and the other brokers lose each other; clients reach all", Need.RELAYS, BrokerCutOff::draw),
    DATABASE_KILL("the primary is killed (-9)", Need.MYSQL, DatabaseStruck::kill),
    DATABASE_PAUSE("the primary stands still for 0.5 to 30 s", Need.MYSQL, DatabaseStruck::pause),
    DATABASE_TERMINATE("the primary is stopped in order", Need.MYSQL, DatabaseStruck::terminate),
    DATABASE_DEMOTED("the primary turns read-only while connections to it live", Need.MYSQL, DatabaseDemoted::draw),
    DATABASE_FAILED_OVER("the replica takes over without the last 1 to 8 s", Need.MYSQL, DatabaseFailedOver::draw),
    DATABASE_RESTORED("the database is put back by 2 to 15 s under load", Need.MYSQL, DatabaseRestored::draw),
    DATABASE_DISK_FULL("the primary's disk is full for 5 to 20 s", Need.SMALL_DISKS, DiskFull::draw),
    MIGRATION_KILLED(
            "a sink is killed (-9) in the middle of a schema migration", Need.MYSQL, AlterationKilled::migration),
    DAY_CHANGE_KILLED("a sink is killed (-9) while it makes the days' partitions", Need.MYSQL, AlterationKilled::days),
    TRANSACTION_LEFT_OPEN(
            "a transaction hangs in impression-counts, until it is aborted as the runbook says",
            Need.NOTHING,
            TransactionLeftOpen::draw),
    CLOCK_JUMP("the clock of an aggregator or a sink jumps by up to 4 min", Need.FAKE_TIME, ClockJump::draw),
    DESCRIPTORS("a process may open no file and no connection more", Need.NOTHING, DescriptorsRunOut::draw),
    HEAP("a service is started with a heap of 12 to 24 MiB", Need.NOTHING, HeapRunsOut::draw),
    PARTITIONS_RAISED("a partition is added to all topics", Need.NOTHING, PartitionsRaised::draw),
    TOPIC_MADE_AGAIN("impressions is deleted and made again, drained before", Need.NOTHING, TopicMadeAgain::draw);

    private final String meaning;
    private final Need need;

    @SuppressWarnings("ImmutableEnumChecker") // References to methods, which hold nothing.
    private final Function<Draw, Fault> source;

    /** What a kind of fault needs of the rig, or of the machine. */
    public enum Need {
        NOTHING,
        /** Wires that lead through relays. */
        RELAYS,
        MYSQL,
        /** A small file system of the database's own, which takes the right to mount one. */
        SMALL_DISKS,
        /** Debian's faketime. */
        FAKE_TIME
    }

    FaultKind(String meaning, Need need, Function<Draw, Fault> source) {
        this.meaning = meaning;
        this.need = need;
        this.source = source;
    }

    /** As it is written on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String meaning() {
        return meaning;
    }

    public Need need() {
        return need;
    }

    /** Whether it takes so long, and stops so much else, that a run of many faults commits it less often. */
    public boolean isSlow() {
        return this == ROLL || this == TOPIC_MADE_AGAIN;
    }

    public Fault draw(Draw draw) {
        return source.apply(draw);
    }

    /**
     * Finds a kind by its label.
     *
     * @throws IllegalArgumentException when there is no such kind
     */
    public static FaultKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of fault is called " + label));
    }
}
