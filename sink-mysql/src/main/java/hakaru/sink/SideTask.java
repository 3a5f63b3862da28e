package hakaru.sink;

import hakaru.runtime.PeriodicTask;
import hakaru.sink.mysql.FailureReason;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what the sink does with MySQL beside counting; tells people once when it fails, and when it goes on. */
record SideTask(String what) implements PeriodicTask.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(SideTask.class);

    /** When it is closed, the thread may still wait for MySQL; it is a daemon, and a cut transaction is rolled back. */
    static PeriodicTask of(String what, Duration pause, PeriodicTask.Work work) {
        return new PeriodicTask("sink-mysql-" + what.replace(' ', '-'), pause, work, new SideTask(what));
    }

    @Override
    public void failed(Throwable failure, boolean isNews) {
        if (isNews) {
            LOG.warn(
                    "The {} failed and is tried again and again; counting does not need it: {}",
                    what,
                    FailureReason.of(failure));
        }
    }

    @Override
    public void recovered() {
        LOG.info("The {} goes on", what);
    }
}
