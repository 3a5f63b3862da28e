package hakaru.kakeru.books;

import hakaru.kakeru.load.Probe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds which probes have a row, in one query on the primary key. */
final class ProbeQuery {
    /** While the database is away thousands may gather; the oldest become visible first anyhow. */
    private static final int MAX_PROBES = 200;
    /** The server's clock may be a little off from ours. */
    private static final int MARGIN_SECONDS = 1;

    private ProbeQuery() {}

    private record Key(String second, String ad) {}

    static Set<String> visible(Connection connection, Collection<Probe> probes) throws SQLException {
        List<Key> keys = keys(probes);
        String placeholders = "(?,?),".repeat(keys.size() - 1) + "(?,?)";
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT ad FROM impressions_per_second WHERE (second, ad) IN (" + placeholders + ")")) {
            int parameter = 0;
            for (Key key : keys) {
                statement.setString(++parameter, key.second());
                statement.setString(++parameter, key.ad());
            }
            return ads(statement);
        }
    }

    private static List<Key> keys(Collection<Probe> probes) {
        List<Key> keys = new ArrayList<>();
        probes.stream().limit(MAX_PROBES).forEach(probe -> {
            long last = probe.toSecond() + MARGIN_SECONDS;
            for (long second = probe.fromSecond() - MARGIN_SECONDS; second <= last; second++) {
                keys.add(new Key(Queries.datetime(Instant.ofEpochSecond(second)), probe.ad()));
            }
        });
        return keys;
    }

    private static Set<String> ads(PreparedStatement statement) throws SQLException {
        Set<String> ads = new HashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ads.add(rows.getString(1));
            }
        }
        return ads;
    }
}
