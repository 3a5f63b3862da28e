package hakaru.standalone;

import hakaru.runtime.ServiceProcess;
import hakaru.standalone.StandaloneConfig.Ports;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the standalone run. */
@Command(
        name = "hakaru",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Counts ad impressions: the API, Kafka, the aggregator, the sink and a MariaDB on this machine.",
            "Variables of the services (INGEST_…, AGGREGATOR_…, SINK_…; see docs/operations.md) are heeded too."
        })
final class StandaloneCommand implements Runnable {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where state is kept over restarts (${DEFAULT-VALUE}).")
    private Path dataDirectory = Path.of(".hakaru");

    @Option(
            names = "--host",
            description =
                    "Address of the API, the report and the management ports (${DEFAULT-VALUE}); Kafka and MariaDB stay on 127.0.0.1.")
    private String host = "127.0.0.1";

    @Option(names = "--port", description = "Port of the API (${DEFAULT-VALUE}).")
    private int api = 8081;

    @Option(names = "--ingest-management-port", description = "Management port of the API (${DEFAULT-VALUE}).")
    private int ingestManagement = 9081;

    @Option(
            names = "--aggregator-management-port",
            description = "Management port of the aggregator (${DEFAULT-VALUE}).")
    private int aggregatorManagement = 9082;

    @Option(names = "--sink-management-port", description = "Management port of the sink (${DEFAULT-VALUE}).")
    private int sinkManagement = 9083;

    @Option(names = "--kafka-port", description = "Port of Kafka (${DEFAULT-VALUE}).")
    private int kafka = 19_092;

    @Option(names = "--mariadb-port", description = "Port of MariaDB (${DEFAULT-VALUE}).")
    private int database = 13_306;

    @Option(
            names = "--report-port",
            description = "Port of the report, a page that shows the counts (${DEFAULT-VALUE}).")
    private int report = 8080;

    @Option(
            names = "--external-mysql",
            description = {
                "Count into the MySQL or MariaDB that MYSQL_URL, MYSQL_USER and MYSQL_PASSWORD name, instead of an embedded one.",
                "Where there is no embedded MariaDB for this machine, MYSQL_URL alone says so."
            })
    private boolean externalMysql;

    @Option(names = "--reset", description = "Delete all counts, in Kafka and in the embedded MariaDB, then begin.")
    private boolean reset;

    @Override
    public void run() {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        // Before the first logger is made: logback.xml puts the log there.
        System.setProperty("hakaru.data.directory", directory.toString());
        StandaloneConfig config = new StandaloneConfig(
                directory,
                host,
                new Ports(api, ingestManagement, aggregatorManagement, sinkManagement, kafka, database, report),
                externalMysql || ExternalDatabase.isAllThereIs(System.getenv()),
                reset,
                System.getenv());
        ServiceProcess.run("hakaru", () -> Standalone.start(config, new Screen(System.out)));
    }
}
