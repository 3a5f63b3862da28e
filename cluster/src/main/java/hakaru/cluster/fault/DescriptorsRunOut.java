package hakaru.cluster.fault;

import hakaru.cluster.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process may open no file and no connection more. */
record DescriptorsRunOut(Node node, Duration length) implements Fault {
    private static final int LIMIT_SECONDS = 5;
    private static final long ENOUGH = 4_096;

    static Fault draw(Draw draw) {
        return new DescriptorsRunOut(draw.process(), draw.between(2, 15));
    }

    @Override
    public String target() {
        return node.name();
    }

    @Override
    public Set<String> claims() {
        return Set.of(node.name());
    }

    @Override
    public void strike() throws IOException, InterruptedException {
        limit(open());
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        if (node.isAlive()) {
            limit(ENOUGH);
        }
    }

    private long open() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(node.pid()), "fd"))) {
            return descriptors.count();
        }
    }

    private void limit(long descriptors) throws IOException, InterruptedException {
        List<String> command = List.of("prlimit", "--pid", Long.toString(node.pid()), "--nofile=" + descriptors + ":");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
