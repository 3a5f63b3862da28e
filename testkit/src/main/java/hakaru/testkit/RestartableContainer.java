package hakaru.testkit;

import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * A container that can be stopped and started again with its files and its port. Testcontainers itself would make a new
 * one, with another port and without the files.
 */
final class RestartableContainer {
    /** Long enough for an orderly end; then it is killed. */
    private static final int STOP_SECONDS = 30;

    private final GenericContainer<?> container;
    private final int hostPort;

    /**
     * Fixes the port of the host: the one Docker picks is another one after a restart.
     *
     * @param containerPort what the server in the container listens on
     */
    RestartableContainer(GenericContainer<?> container, int hostPort, int containerPort) {
        this.container = container;
        this.hostPort = hostPort;
        container.setPortBindings(List.of(hostPort + ":" + containerPort));
    }

    /** Where clients on this machine find the server. */
    String address() {
        return container.getHost() + ":" + hostPort;
    }

    /** Idempotent. After the first time, returns before the server answers. */
    void start() {
        if (container.getContainerId() == null) {
            container.start();
            return;
        }
        if (!container.isRunning()) {
            DockerClientFactory.instance()
                    .client()
                    .startContainerCmd(container.getContainerId())
                    .exec();
        }
    }

    /** Asks the first process of the container to end, and waits until it has. Idempotent. */
    void stop() {
        if (container.isRunning()) {
            DockerClientFactory.instance()
                    .client()
                    .stopContainerCmd(container.getContainerId())
                    .withTimeout(STOP_SECONDS)
                    .exec();
        }
    }

    /** Ends the container and deletes its files. Idempotent. */
    void remove() {
        container.stop();
    }
}
