package hakaru.runtime.config;

import java.util.HashMap;
import java.util.Map;

/** What opens the stores of certificates that {@code MYSQL_URL} names; empty where a store has no password. */
public record StorePasswords(Secret trustStore, Secret keyStore) {
    /** The driver's names of the properties. */
    public static final String TRUST_STORE_PROPERTY = "trustCertificateKeyStorePassword";

    public static final String KEY_STORE_PROPERTY = "clientCertificateKeyStorePassword";

    public static final StorePasswords NONE = new StorePasswords(new Secret(""), new Secret(""));

    public static StorePasswords from(Settings settings) {
        return new StorePasswords(
                settings.secret(
                        "MYSQL_TRUSTSTORE_PASSWORD",
                        "Password of the trust store that MYSQL_URL names as trustCertificateKeyStoreUrl."),
                settings.secret(
                        "MYSQL_KEYSTORE_PASSWORD",
                        "Password of the key store that MYSQL_URL names as clientCertificateKeyStoreUrl."));
    }

    /** As properties of a connection. */
    public Map<String, String> toProperties() {
        Map<String, String> properties = new HashMap<>();
        properties.put(TRUST_STORE_PROPERTY, trustStore.value());
        properties.put(KEY_STORE_PROPERTY, keyStore.value());
        // Without a password the driver reads a store that has none.
        properties.values().removeIf(String::isEmpty);
        return properties;
    }
}
