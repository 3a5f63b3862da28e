package hakaru.cluster.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Spells the command line of a JVM that must share two cores with ten others. */
public final class JavaCommand {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /**
     * The first compiler only: the second would starve everything for minutes. A heap that is full ends the process, as it
     * does in the containers.
     */
    private static final List<String> SMALL = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xss256k",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true");

    private JavaCommand() {}

    public static List<String> jar(Path jar, int heapMebibytes, List<String> arguments) {
        List<String> command = start(heapMebibytes);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        command.addAll(arguments);
        return command;
    }

    /** Runs a class of this process's own class path. */
    public static List<String> main(String mainClass, int heapMebibytes, List<String> arguments) {
        List<String> command = start(heapMebibytes);
        command.addAll(List.of("-cp", absoluteClassPath(), mainClass));
        command.addAll(arguments);
        return command;
    }

    private static List<String> start(int heapMebibytes) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(SMALL);
        command.add("-Xmx" + heapMebibytes + "m");
        return command;
    }

    /** The processes run in directories of their own. */
    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(java.io.File.pathSeparator, entries);
    }
}
