package hakaru.runtime;

import hakaru.runtime.config.InvalidConfigurationException;
import hakaru.runtime.config.Settings;
import java.security.Security;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

    static {
        // An address that leads to another server by now, as a database's does after a failover, is looked up anew this
        // soon. Said before the first name is looked up: the JVM reads both once.
        Security.setProperty("networkaddress.cache.ttl", "5");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }

    private final String name;
    private final StopSignal signal = new StopSignal();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int status;

    /** Starts a service; may wait for what it needs, until interrupted. */
    @FunctionalInterface
    public interface Starter<C> {
        Service start(C config) throws InterruptedException;
    }

    private ServiceProcess(String name) {
        this.name = name;
    }

    /** Runs until the process is told to stop or the service fails, then exits. */
    public static <C> void run(String name, Function<Settings, C> reader, Starter<C> starter) {
        ServiceProcess process = new ServiceProcess(name);
        process.run(() -> starter.start(process.configuration(reader)));
    }

    /** Runs what starts without reading variables by itself. */
    public static void run(String name, Callable<Service> starter) {
        new ServiceProcess(name).run(starter);
    }

    private <C> C configuration(Function<Settings, C> reader) {
        C config = Settings.load(System.getenv(), reader);
        LOG.info("Starting {} {} with {}", name, Version.of(config.getClass()), config);
        return config;
    }

    private void run(Callable<Service> starter) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, name + "-stop"));
        start(starter).ifPresent(this::serve);
        closed.countDown();
        System.exit(status);
    }

    private Optional<Service> start(Callable<Service> starter) {
        try {
            Service service = starter.call();
            LOG.info("{} has started", name);
            return Optional.of(service);
        } catch (InvalidConfigurationException e) {
            LOG.error("{} cannot start: the configuration is wrong:{}{}", name, System.lineSeparator(), e.getMessage());
            status = 2;
        } catch (InterruptedException e) {
            LOG.info("{} is told to stop before it has started", name);
        } catch (Throwable e) {
            // An Error too, such as a native library that does not load: the process must end and say why.
            failUnlessToldToStop(e);
        }
        return Optional.empty();
    }

    /** An interrupt reaches some callers wrapped in an exception of their library, or told in its words. */
    private void failUnlessToldToStop(Throwable failure) {
        if (signal.received()) {
            LOG.info("{} is told to stop before it has started: {}", name, failure.toString());
            return;
        }
        status = 1;
        if (failure instanceof StartException) {
            LOG.error("{} cannot start: {}", name, failure.getMessage());
            return;
        }
        LOG.error("{} failed to start and exits with status 1", name, failure);
    }

    private void serve(Service service) {
        try (service) {
            awaitEnd(service);
        } catch (RuntimeException e) {
            LOG.error("{} could not close in order and exits with status 1", name, e);
            status = 1;
        }
    }

    private void awaitEnd(Service service) {
        try {
            service.failure().get();
        } catch (InterruptedException e) {
            LOG.info("{} is told to stop", name);
        } catch (ExecutionException e) {
            logEnd(e.getCause());
            status = 1;
        } finally {
            signal.ignore();
        }
    }

    private void logEnd(@Nullable Throwable failure) {
        if (failure instanceof StartException) {
            LOG.error("{} cannot go on and exits with status 1: {}", name, failure.getMessage());
            return;
        }
        LOG.error("{} cannot go on and exits with status 1", name, failure);
    }

    private void stop() {
        signal.receive();
        try {
            if (closed.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.info("{} has stopped", name);
            } else {
                LOG.error("{} has not stopped within {} and is ended; nothing acknowledged is lost", name, STOP_LIMIT);
                status = 1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The JVM would report the signal; an orderly stop is a success.
        Runtime.getRuntime().halt(status);
    }
}
