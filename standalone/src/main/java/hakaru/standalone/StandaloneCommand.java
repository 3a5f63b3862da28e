package hakaru.standalone;

import hakaru.runtime.ServiceProcess;
import hakaru.runtime.Version;
import hakaru.standalone.StandaloneConfig.Ports;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The command line of the standalone run. */
@Command(
        name = "hakaru",
        mixinStandardHelpOptions = true,
        versionProvider = StandaloneCommand.VersionLine.class,
        sortOptions = false,
        description = {
            "Counts ad impressions: the API, Kafka, the aggregator, the sink and a MariaDB on this machine.",
            "Variables of the services (INGEST_…, AGGREGATOR_…, SINK_…; see docs/operations.md) are heeded too."
        })
final class StandaloneCommand implements Runnable {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".hakaru",
            description = "Where state is kept over restarts (${DEFAULT-VALUE}).")
    private Path dataDirectory = Path.of(".hakaru");

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description =
                    "Address of the API, the report and the management ports (${DEFAULT-VALUE}); Kafka and MariaDB stay on 127.0.0.1.")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8081", description = "Port of the API (${DEFAULT-VALUE}).")
    private int api;

    @Option(
            names = "--ingest-management-port",
            defaultValue = "9081",
            description = "Management port of the API (${DEFAULT-VALUE}).")
    private int ingestManagement;

    @Option(
            names = "--aggregator-management-port",
            defaultValue = "9082",
            description = "Management port of the aggregator (${DEFAULT-VALUE}).")
    private int aggregatorManagement;

    @Option(
            names = "--sink-management-port",
            defaultValue = "9083",
            description = "Management port of the sink (${DEFAULT-VALUE}).")
    private int sinkManagement;

    @Option(names = "--kafka-port", defaultValue = "19092", description = "Port of Kafka (${DEFAULT-VALUE}).")
    private int kafka;

    @Option(names = "--mariadb-port", defaultValue = "13306", description = "Port of MariaDB (${DEFAULT-VALUE}).")
    private int database;

    @Option(
            names = "--report-port",
            defaultValue = "8080",
            description = "Port of the report, a page that shows the counts (${DEFAULT-VALUE}).")
    private int report;

    @Option(
            names = "--external-mysql",
            description = {
                "Count into the MySQL or MariaDB that MYSQL_URL, MYSQL_USER and MYSQL_PASSWORD name, instead of an embedded one.",
                "Where there is no embedded MariaDB for this machine, MYSQL_URL alone says so."
            })
    private boolean externalMysql;

    @Option(names = "--reset", description = "Delete all counts, in Kafka and in the embedded MariaDB, then begin.")
    private boolean reset;

    /** Prints the release. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"hakaru " + Version.of(StandaloneCommand.class)};
        }
    }

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
