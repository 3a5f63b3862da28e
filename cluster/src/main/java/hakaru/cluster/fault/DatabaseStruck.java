package hakaru.cluster.fault;

import hakaru.cluster.database.Database;
import java.time.Duration;
import java.util.Set;

/** The primary's process is killed, paused or stopped in order, and comes back. */
record DatabaseStruck(Database database, Blow blow, Duration length) implements Fault {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private enum Blow {
        KILL,
        PAUSE,
        TERMINATE
    }

    static Fault kill(Draw draw) {
        return new DatabaseStruck(draw.cluster().database(), Blow.KILL, draw.between(0.5, 15));
    }

    static Fault pause(Draw draw) {
        return new DatabaseStruck(draw.cluster().database(), Blow.PAUSE, draw.between(0.5, 30));
    }

    static Fault terminate(Draw draw) {
        return new DatabaseStruck(draw.cluster().database(), Blow.TERMINATE, draw.between(0.5, 15));
    }

    @Override
    public String target() {
        return "the primary";
    }

    @Override
    public Set<String> claims() {
        return Set.of(database.name());
    }

    @Override
    public void strike() {
        switch (blow) {
            case KILL -> database.primary().kill();
            case PAUSE -> database.primary().pause();
            case TERMINATE -> database.primary().terminate(LIMIT);
        }
    }

    @Override
    public void mend() throws InterruptedException {
        database.primary().resume();
        database.restart();
    }
}
