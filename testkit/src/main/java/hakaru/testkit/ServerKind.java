package hakaru.testkit;

import java.util.Optional;

/** Where the tests' servers run: {@code -Dhakaru.servers=containers} puts them into containers; the tests do not know. */
enum ServerKind {
    /** In the test's JVM, or beside it. */
    EMBEDDED {
        @Override
        KafkaServer newKafka() {
            return new EmbeddedKafkaServer();
        }

        @Override
        DatabaseServer newDatabase(Optional<Certificate> certificate) {
            return new EmbeddedDatabaseServer(certificate);
        }
    },
    /** In containers, from the images that a deployment uses. */
    CONTAINERS {
        @Override
        KafkaServer newKafka() {
            return new ContainerKafkaServer();
        }

        @Override
        DatabaseServer newDatabase(Optional<Certificate> certificate) {
            return new ContainerDatabaseServer(certificate);
        }
    };

    private static final String PROPERTY = "hakaru.servers";

    /**
     * Returns what the system property asks for.
     *
     * @throws IllegalArgumentException when it asks for neither
     */
    static ServerKind chosen() {
        return of(System.getProperty(PROPERTY, "embedded"));
    }

    static ServerKind of(String name) {
        return switch (name) {
            case "embedded" -> EMBEDDED;
            case "containers" -> CONTAINERS;
            default ->
                throw new IllegalArgumentException("-D" + PROPERTY + " must be embedded or containers, not " + name);
        };
    }

    /** Makes a broker that is not started yet. */
    abstract KafkaServer newKafka();

    /** Makes a database server that is not started yet; with a certificate, it takes TLS connections only. */
    abstract DatabaseServer newDatabase(Optional<Certificate> certificate);
}
