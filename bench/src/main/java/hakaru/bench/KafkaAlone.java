package hakaru.bench;

import hakaru.embedded.EmbeddedKafka;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.Service;
import hakaru.runtime.ServiceProcess;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Runs a broker in a JVM of its own, so that a service's memory can be told from it. */
public final class KafkaAlone implements Runnable {
    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--port", defaultValue = "19092")
    private int port;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KafkaAlone()).execute(arguments));
    }

    @Override
    public void run() {
        ServiceProcess.run("kafka-alone", this::start);
    }

    private Service start() {
        Lifecycle parts = new Lifecycle();
        parts.add("kafka", EmbeddedKafka.start(directory, port));
        System.out.println("ready");
        return Running.of(parts);
    }
}
