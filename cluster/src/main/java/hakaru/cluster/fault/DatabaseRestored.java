package hakaru.cluster.fault;

import hakaru.cluster.database.Dump;
import hakaru.cluster.database.MySql;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database is brought back to an older dump while the sink runs; nobody writes meanwhile. */
final class DatabaseRestored implements Fault {
    private final MySql mysql;
    private final Duration age;
    private @Nullable Dump dump;

    private DatabaseRestored(MySql mysql, Duration age) {
        this.mysql = mysql;
        this.age = age;
    }

    static Fault draw(Draw draw) {
        return new DatabaseRestored((MySql) draw.cluster().database(), draw.between(2, 15));
    }

    @Override
    public String target() {
        return "the primary, to what it was %.1f s ago".formatted(age.toMillis() / 1e3);
    }

    @Override
    public Set<String> claims() {
        return Set.of(mysql.name());
    }

    @Override
    public Duration length() {
        return age;
    }

    @Override
    public void strike() throws Exception {
        dump = Dump.take(mysql);
    }

    @Override
    public void mend() throws Exception {
        if (dump != null) {
            dump.restore();
        }
    }
}
