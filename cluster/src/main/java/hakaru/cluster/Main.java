package hakaru.cluster;

/** Runs the rig from a command line. */
public final class Main {
    private Main() {}

    /** However the rig ends, none of its processes outlives it. */
    private static void endAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(Main::endAll, "rig-end"));
        System.exit(ClusterCommand.commandLine().execute(arguments));
    }
}
