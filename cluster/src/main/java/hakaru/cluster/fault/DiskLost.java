package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import java.time.Duration;
import java.util.Set;

/** A broker is killed and its disk is lost: it comes back empty, under its old name, and copies everything anew. */
record DiskLost(Cluster cluster, Node broker, Duration length) implements Fault {
    static Fault draw(Draw draw) {
        return new DiskLost(draw.cluster(), draw.one(Tier.BROKER), draw.between(1, 10));
    }

    @Override
    public String target() {
        return broker.name();
    }

    @Override
    public Set<String> claims() {
        return cluster.brokersAndWires();
    }

    @Override
    public void strike() throws InterruptedException {
        // A disk that goes while another replica is missing is more than three replicas promise to bear.
        cluster.awaitReady(broker);
        broker.kill();
        cluster.loseDisk(broker);
    }

    @Override
    public void mend() throws InterruptedException {
        broker.start();
        // A second broker lost before this one has copied everything would be more than three replicas promise to bear.
        cluster.awaitReady(broker);
    }
}
