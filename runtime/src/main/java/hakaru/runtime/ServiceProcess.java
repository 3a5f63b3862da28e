package hakaru.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service as a process: reads its configuration, starts it, and closes it in order on SIGTERM or SIGINT.
 *
 * <p>Exit status: 0 after a stop in order, 1 when the service failed, 2 when its configuration is wrong.
 */
public final class ServiceProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

    private final String name;
    private final Thread main = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile int status;

    /** Starts a service; may wait for what it needs, until interrupted. */
    @FunctionalInterface
    public interface Starter<C> {
        Service start(C config) throws InterruptedException;
    }

    private ServiceProcess(String name) {
        this.name = name;
    }

    /**
     * Runs until the process is told to stop or the service fails, then exits.
     *
     * @param prefix the prefix of the service's own variables
     */
    public static <C> void run(String name, String prefix, Function<Settings, C> reader, Starter<C> starter) {
        ServiceProcess process = new ServiceProcess(name);
        process.run(() -> starter.start(process.configuration(prefix, reader)));
    }

    /** Runs what starts without reading variables by itself. */
    public static void run(String name, Callable<Service> starter) {
        new ServiceProcess(name).run(starter);
    }

    private <C> C configuration(String prefix, Function<Settings, C> reader) {
        C config = Settings.load(System.getenv(), prefix, reader);
        LOG.info("Starting {} {} with {}", name, Version.of(config.getClass()), config);
        return config;
    }

    private void run(Callable<Service> starter) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, name + "-stop"));
        serve(starter);
        closed.countDown();
        System.exit(status);
    }

    private void serve(Callable<Service> starter) {
        try (Service service = starter.call()) {
            LOG.info("{} has started", name);
            service.failure().get();
        } catch (InvalidConfigurationException e) {
            fail(2, "the configuration is wrong:" + System.lineSeparator() + e.getMessage());
        } catch (StartException | UnfitTopicException e) {
            fail(1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            LOG.info("{} is told to stop", name);
        } catch (ExecutionException e) {
            LOG.error("{} cannot go on and exits with status 1", name, e.getCause());
            status = 1;
        } catch (Exception e) {
            failUnlessStopping(e);
        }
    }

    private void fail(int exitStatus, String message) {
        LOG.error("{} cannot start: {}", name, message);
        status = exitStatus;
    }

    /** An interrupt reaches some callers wrapped in an exception of their library. */
    private void failUnlessStopping(Exception failure) {
        if (stopping) {
            LOG.info("{} was told to stop: {}", name, failure.toString());
            return;
        }
        LOG.error("{} failed and exits with status 1", name, failure);
        status = 1;
    }

    private void stop() {
        stopping = true;
        main.interrupt();
        try {
            if (!closed.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.error("{} has not stopped within {} and is ended; nothing acknowledged is lost", name, STOP_LIMIT);
                status = 1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("{} has stopped", name);
        // The JVM would report the signal; an orderly stop is a success.
        Runtime.getRuntime().halt(status);
    }
}
