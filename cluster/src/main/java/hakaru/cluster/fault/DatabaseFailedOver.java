package hakaru.cluster.fault;

import hakaru.cluster.database.MySql;
import hakaru.cluster.node.Wait;
import java.time.Duration;
import java.util.Set;

/** The primary dies, and the replica takes over without the last transactions: what was counted is not. */
record DatabaseFailedOver(MySql mysql, Duration lost) implements Fault {
    static Fault draw(Draw draw) {
        return new DatabaseFailedOver((MySql) draw.cluster().database(), draw.between(1, 8));
    }

    @Override
    public String target() {
        return "the primary, with its last %.1f s".formatted(lost.toMillis() / 1e3);
    }

    @Override
    public Set<String> claims() {
        return Set.of(mysql.name());
    }

    @Override
    public Duration length() {
        return Duration.ZERO;
    }

    @Override
    public void strike() throws Exception {
        mysql.awaitReplica();
        mysql.stopReplication();
        Wait.pause(lost);
        mysql.primary().kill();
        mysql.promote();
    }

    @Override
    public void mend() throws Exception {
        mysql.follow();
    }
}
