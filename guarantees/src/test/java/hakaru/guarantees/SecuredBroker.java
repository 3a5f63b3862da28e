package hakaru.guarantees;

import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.Ports;
import hakaru.testkit.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A broker that takes nobody but one user, and nothing but TLS; embedded also where other tests use containers. */
record SecuredBroker(EmbeddedKafka kafka, Certificate certificate) implements AutoCloseable {
    /** Unlike any other word, so that a test can look for it where it must not be. */
    static final String PASSWORD = "hush-kafka-0815";

    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"";

    static SecuredBroker start(Path directory) throws IOException {
        Certificate certificate = Certificate.make(Files.createDirectory(directory.resolve("certificate")));
        Map<String, String> settings = Map.of(
                "listener.security.protocol.map",
                "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT",
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                certificate.keyStore().toString(),
                "ssl.keystore.password",
                certificate.password(),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                certificate.trustStore().toString(),
                "ssl.truststore.password",
                certificate.password(),
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config",
                login("broker", "of-the-broker") + " user_broker=\"of-the-broker\" user_hakaru=\"" + PASSWORD + "\";");
        return new SecuredBroker(EmbeddedKafka.start(directory.resolve("kafka"), Ports.free(), settings), certificate);
    }

    private static String login(String user, String password) {
        return LOGIN.formatted(user, password);
    }

    /** What an operator sets; the login comes from a file, as from a mounted secret. */
    Map<String, String> clientVariables(Path directory, String password, Certificate trusted) throws IOException {
        Path login = Files.writeString(directory.resolve("login"), login("hakaru", password) + ";\n");
        Map<String, String> variables = new HashMap<>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        variables.put("KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL");
        variables.put("KAFKA_CLIENT_SSL_TRUSTSTORE_TYPE", "PEM");
        variables.put("KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", trusted.pem().toString());
        variables.put("KAFKA_CLIENT_SASL_MECHANISM", "PLAIN");
        variables.put("KAFKA_CLIENT_SASL_JAAS_CONFIG_FILE", login.toString());
        return variables;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
