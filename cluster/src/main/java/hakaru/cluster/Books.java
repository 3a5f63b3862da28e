package hakaru.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import hakaru.cluster.database.Account;
import hakaru.cluster.report.Sums;
import hakaru.contract.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Compares what was answered with what every table says. */
final class Books {
    private Books() {}

    /** @param topicsAreWhole whether {@code impressions} is the topic that it was at the start */
    static Sums of(JsonNode kakeru, Cluster cluster, boolean topicsAreWhole) throws Exception {
        JsonNode total = kakeru.at("/books/total");
        long topics = topicsAreWhole ? cluster.kafka().records(Topics.IMPRESSIONS) : -1;
        try (Connection connection = cluster.database().root();
                Statement statement = connection.createStatement()) {
            statement.execute("USE " + Account.SCHEMA);
            return new Sums(
                    impressions(total, "accepted"),
                    impressions(total, "unknown"),
                    impressions(total, "counted"),
                    wrong(kakeru, true),
                    wrong(kakeru, false),
                    topics,
                    sum(statement, "impressions", "ledger"),
                    sum(statement, "repeated", "ledger"),
                    sum(statement, "rejected", "ledger"),
                    sum(statement, "impressions", "impressions_per_second"),
                    sum(statement, "impressions", "impressions_per_minute"),
                    sum(statement, "impressions", "impressions_per_hour"),
                    sum(statement, "impressions", "impressions_per_day"));
        }
    }

    /** By ad, so that what one has too many cannot hide what another has too few. */
    private static long wrong(JsonNode kakeru, boolean missing) {
        long wrong = 0;
        for (JsonNode ad : kakeru.at("/books/ads")) {
            long accepted = impressions(ad, "accepted");
            long counted = impressions(ad, "counted");
            wrong += Math.max(0, missing ? accepted - counted : counted - accepted - impressions(ad, "unknown"));
        }
        return wrong;
    }

    private static long impressions(JsonNode account, String fate) {
        return account.at("/" + fate + "/impressions").asLong();
    }

    private static long sum(Statement statement, String column, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT COALESCE(SUM(" + column + "), 0) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
