package hakaru.bench;

import hakaru.embedded.EmbeddedKafka;
import hakaru.ingest.IngestApi;
import hakaru.ingest.IngestConfig;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.Service;
import hakaru.runtime.ServiceProcess;
import hakaru.runtime.config.Settings;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Runs the ingest API and a broker in one JVM, with nothing that reads what is published. Heeds INGEST_…. */
public final class ApiAndKafka implements Runnable {
    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--kafka-port", defaultValue = "19092")
    private int kafkaPort;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ApiAndKafka()).execute(arguments));
    }

    @Override
    public void run() {
        ServiceProcess.run("api-and-kafka", this::start);
    }

    private Service start() throws InterruptedException {
        Lifecycle parts = new Lifecycle();
        EmbeddedKafka kafka = parts.add("kafka", EmbeddedKafka.start(directory, kafkaPort));
        IngestConfig config =
                Settings.load(Variables.with("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()), IngestConfig::from);
        parts.add("ingest-api", IngestApi.start(config));
        System.out.println("ready");
        return Running.of(parts);
    }
}
