package hakaru.aggregator;

import hakaru.runtime.Readiness;
import java.util.Locale;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.KafkaStreams.StateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells readiness and the log whether the job runs. */
record RunningState(Readiness.Condition condition) implements StateListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunningState.class);

    @Override
    public void onChange(State now, State before) {
        LOG.info("The job is {}, was {}", now, before);
        if (now == State.RUNNING) {
            condition.met();
            return;
        }
        condition.unmet("is " + now.name().toLowerCase(Locale.ROOT));
    }
}
