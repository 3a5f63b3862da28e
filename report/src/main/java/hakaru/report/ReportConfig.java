package hakaru.report;

import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.Settings;
import hakaru.runtime.config.StorePasswords;
import hakaru.runtime.kafka.KafkaConfig;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the report is given.
 *
 * @param endpoint where it listens
 * @param names by which it is asked for, besides this machine's own
 * @param api where browsers find ingest-api; {@value #HOST} stands for the name by which they have found the report
 * @param demo whether there is a publisher's page to try it with
 */
public record ReportConfig(
        Endpoint endpoint, Set<String> names, String api, boolean demo, Database database, KafkaConfig kafka) {
    public static final String PREFIX = "REPORT_";
    public static final String HOST = "{host}";
    private static final Pattern ORIGIN =
            Pattern.compile("https?://(\\{host}|[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d+)?");

    public ReportConfig {
        names = Set.copyOf(names);
    }

    static ReportConfig from(Settings settings) {
        return new ReportConfig(
                new Endpoint(
                        settings.host("REPORT_HOST", "127.0.0.1", "Address of the page, which asks for no login."),
                        settings.port("REPORT_PORT", 8080, "Port of the page; not public.")),
                names(
                        settings.string(
                                "REPORT_NAMES",
                                "",
                                "Names by which browsers may ask for the page, with commas between, besides the machine's own and any address.")),
                settings.string(
                        "REPORT_API_URL",
                        "http://" + HOST + ":8081",
                        ReportConfig::requireOrigin,
                        "Where browsers find ingest-api; {host} is the name by which they have found the page."),
                settings.flag(
                        "REPORT_DEMO", false, "Serve a page with ads at /demo, which are counted like all others."),
                Database.from(settings),
                KafkaConfig.from(settings));
    }

    private static Set<String> names(String text) {
        return Pattern.compile(",")
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String requireOrigin(String url) {
        if (!ORIGIN.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "must be a scheme, a host and a port, such as https://beacons.example.com");
        }
        return url;
    }

    /**
     * The database to read.
     *
     * @param jdbcUrl without credentials
     * @param user who may only SELECT
     */
    public record Database(String jdbcUrl, String user, Secret password, StorePasswords stores) {
        private static final Pattern URL = Pattern.compile("jdbc:mysql://[^@?/]+/[^@?/]+(\\?.*)?");

        static Database from(Settings settings) {
            return new Database(
                    settings.string(
                            "MYSQL_URL",
                            "jdbc:mysql://localhost:3306/hakaru",
                            Database::requireFit,
                            "The database; without credentials."),
                    settings.string("MYSQL_USER", "redash", "The reader: SELECT suffices."),
                    settings.secret("MYSQL_PASSWORD", "Password of the reader."),
                    StorePasswords.from(settings));
        }

        private static String requireFit(String url) {
            if (!URL.matcher(url).matches()) {
                throw new IllegalArgumentException("must be like jdbc:mysql://host:port/database");
            }
            if (url.toLowerCase(Locale.ROOT).contains("password")) {
                throw new IllegalArgumentException("must not carry a password, because it is logged");
            }
            return url;
        }
    }
}
