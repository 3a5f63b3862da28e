package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.node.Node;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The broker that is the active controller is killed: nobody else says who leads. */
final class ControllerLost implements Fault {
    private final Cluster cluster;
    private final Duration length;
    private @Nullable Node controller;

    private ControllerLost(Cluster cluster, Duration length) {
        this.cluster = cluster;
        this.length = length;
    }

    static Fault draw(Draw draw) {
        return new ControllerLost(draw.cluster(), draw.between(1, 15));
    }

    @Override
    public String target() {
        return "the active controller";
    }

    @Override
    public Set<String> claims() {
        return cluster.brokersAndWires();
    }

    @Override
    public Duration length() {
        return length;
    }

    @Override
    public void strike() throws Exception {
        controller = cluster.broker(cluster.kafka().controller());
        controller.kill();
    }

    @Override
    public void mend() {
        if (controller != null) {
            controller.start();
        }
    }
}
