package hakaru.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A server's self-signed certificate for {@code localhost} and 127.0.0.1, made by the JDK's {@code keytool}, in the forms
 * that Kafka, MySQL and their clients read.
 *
 * @param directory holds all files
 */
public record Certificate(Path directory) {
    private static final String ALIAS = "server";
    private static final String PASSWORD = "opens-the-stores-of-the-tests";

    /** Makes a key and its certificate in an empty directory. */
    public static Certificate make(Path directory) {
        Certificate certificate = new Certificate(directory);
        keytool("-genkeypair", "-alias", ALIAS, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=localhost")
                .and("-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "bc:c=ca:true", "-validity", "2")
                .onStore(certificate.keyStore(), PASSWORD);
        keytool(
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        ALIAS,
                        "-file",
                        certificate.pem().toString())
                .onStore(certificate.keyStore(), PASSWORD);
        keytool(
                        "-importcert",
                        "-noprompt",
                        "-alias",
                        ALIAS,
                        "-file",
                        certificate.pem().toString())
                .onStore(certificate.trustStore(), PASSWORD);
        certificate.writeKey();
        return certificate;
    }

    /** Opens key store and trust store. */
    public String password() {
        return PASSWORD;
    }

    /** A PKCS12 file with the key and the certificate, for a server in Java. */
    public Path keyStore() {
        return directory.resolve("server.p12");
    }

    /** A PKCS12 file with the certificate, for a client in Java. */
    public Path trustStore() {
        return directory.resolve("trusted.p12");
    }

    /** The certificate, as other servers and clients read it. */
    public Path pem() {
        return directory.resolve("server.pem");
    }

    /** The unencrypted key, as other servers read it. */
    public Path key() {
        return directory.resolve("server-key.pem");
    }

    private void writeKey() {
        try (InputStream store = Files.newInputStream(keyStore())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(store, PASSWORD.toCharArray());
            byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(key);
            Files.writeString(key(), "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key in " + keyStore() + " cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the key in " + keyStore() + " cannot be written as " + key(), e);
        }
    }

    private static Keytool keytool(String... arguments) {
        return new Keytool().and(arguments);
    }
}
