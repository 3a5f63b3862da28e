package hakaru.cluster.fault;

import hakaru.cluster.database.MySql;
import java.time.Duration;
import java.util.Set;

/**
 * The primary becomes read-only and the replica, which has everything, takes over: the address leads there, but connections to
 * the former primary stay, and answer.
 */
record DatabaseDemoted(MySql mysql, Duration length) implements Fault {
    static Fault draw(Draw draw) {
        return new DatabaseDemoted((MySql) draw.cluster().database(), draw.between(10, 20));
    }

    @Override
    public String target() {
        return "the primary";
    }

    @Override
    public Set<String> claims() {
        return Set.of(mysql.name());
    }

    @Override
    public void strike() throws Exception {
        mysql.awaitReplica();
        mysql.setReadOnly(true);
        mysql.awaitReplica();
        mysql.promote();
    }

    @Override
    public void mend() throws Exception {
        mysql.follow();
    }
}
