package hakaru.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class SettingsTest {
    /** What the tests read: a value of each kind, and a relation between two of them. */
    private record Shop(
            String owner,
            Optional<String> motto,
            Secret till,
            int port,
            boolean open,
            Duration opens,
            Duration closes,
            int shelf,
            ClientProperties supplier) {
        Shop {
            if (opens.compareTo(closes) > 0) {
                throw new IllegalArgumentException("SHOP_OPENS must not be later than SHOP_CLOSES");
            }
        }

        static Shop from(Settings settings) {
            return new Shop(
                    settings.string("SHOP_OWNER", "nobody", "Who to ask."),
                    settings.optional("SHOP_MOTTO", "What to say."),
                    settings.secret("SHOP_TILL", "How to open the till."),
                    settings.port("SHOP_PORT", 80, "Where to ring."),
                    settings.flag("SHOP_OPEN", true, "Whether to ring."),
                    settings.duration("SHOP_OPENS", "8h", Duration.ZERO, Duration.ofDays(1), "From when."),
                    settings.duration("SHOP_CLOSES", "20h", Duration.ZERO, Duration.ofDays(1), "Until when."),
                    settings.bytes("SHOP_SHELF", "1KiB", 1, 4096, "What fits."),
                    settings.client(
                            "SHOP_SUPPLIER_",
                            ProducerConfig.configDef().configKeys(),
                            Set.of("acks"),
                            "Whom to order from."));
        }
    }

    @Test
    void shouldTakeTheDefaults() {
        Shop shop = load(Map.of());

        assertThat(shop)
                .isEqualTo(new Shop(
                        "nobody",
                        Optional.empty(),
                        new Secret(""),
                        80,
                        true,
                        Duration.ofHours(8),
                        Duration.ofHours(20),
                        1024,
                        ClientProperties.NONE));
    }

    @Test
    void shouldTakeWhatIsSet() {
        Shop shop = load(Map.of(
                "SHOP_OWNER", "kei",
                "SHOP_MOTTO", "fresh",
                "SHOP_TILL", "4711",
                "SHOP_PORT", "8080",
                "SHOP_OPEN", "false",
                "SHOP_OPENS", "9h",
                "SHOP_CLOSES", "1d",
                "SHOP_SHELF", "4KiB",
                "SHOP_SUPPLIER_LINGER_MS", "5"));

        assertThat(shop)
                .isEqualTo(new Shop(
                        "kei",
                        Optional.of("fresh"),
                        new Secret("4711"),
                        8080,
                        false,
                        Duration.ofHours(9),
                        Duration.ofDays(1),
                        4096,
                        new ClientProperties(Map.of("linger.ms", "5"))));
    }

    @Test
    void shouldTakeAnEmptyVariableForOneThatIsNotSet() {
        Shop shop = load(Map.of("SHOP_PORT", "", "SHOP_MOTTO", ""));

        assertThat(shop.port()).isEqualTo(80);
        assertThat(shop.motto()).isEmpty();
    }

    @Test
    void shouldReportEveryProblemAtOnce() {
        Map<String, String> environment = Map.of(
                "SHOP_PORT", "65536",
                "SHOP_OPEN", "perhaps",
                "SHOP_CLOSES", "25h",
                "SHOP_SHELF", "much",
                "SHOP_SUPPLIER_ACKS", "0",
                "SHOP_SUPPLIER_LINGER", "5",
                "SHOP_OPNES", "8h");

        assertThatThrownBy(() -> load(environment))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "SHOP_PORT must be between 0 and 65535, but is '65536'",
                        "SHOP_OPEN must be true or false, but is 'perhaps'",
                        "SHOP_CLOSES must be between 0ms and 86400000ms, but is '25h'",
                        "SHOP_SHELF must be a size such as 65536, 512KiB or 32MiB, but is 'much'",
                        "SHOP_SUPPLIER_ACKS cannot be set: acks carries a guarantee of the pipeline",
                        "SHOP_SUPPLIER_LINGER is not a client setting: linger",
                        "SHOP_OPNES is not a variable of this service; did you mean SHOP_OPENS?"));
    }

    @Test
    void shouldReportAnUnknownVariableOfThePrefixOnly() {
        assertThat(problems("SHOP_GARDEN", "red")).isEqualTo("SHOP_GARDEN is not a variable of this service");
        assertThat(problems("SHOP_PROT_FILE", "/run/port"))
                .isEqualTo("SHOP_PROT_FILE is not a variable of this service; did you mean SHOP_PORT?");
        assertThat(load(Map.of("PATH", "/bin")).owner()).isEqualTo("nobody");
    }

    @Test
    void shouldReportAnUnknownVariableOfASharedPrefixThatIsRead() {
        Function<Settings, String> reader =
                settings -> settings.string("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092", "Brokers.");
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVER", "kafka:9092",
                "KAFKA_PORT", "9092",
                "MYSQL_ROOT_PASSWORD", "nobody here reads MySQL");

        assertThatThrownBy(() -> Settings.load(environment, reader))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "KAFKA_BOOTSTRAP_SERVER is not a variable of this service;"
                                + " did you mean KAFKA_BOOTSTRAP_SERVERS?",
                        "KAFKA_PORT is not a variable of this service"));
    }

    @Test
    void shouldPassOverWhatKubernetesSaysOfAServiceOfThatName() {
        Function<Settings, String> reader = settings -> settings.string("MYSQL_URL", "jdbc:mysql://…", "Where.");
        Map<String, String> environment = Map.of(
                "MYSQL_SERVICE_HOST", "10.0.0.7",
                "MYSQL_SERVICE_PORT", "3306",
                "MYSQL_SERVICE_PORT_SQL", "3306",
                "MYSQL_PORT", "tcp://10.0.0.7:3306",
                "MYSQL_PORT_3306_TCP", "tcp://10.0.0.7:3306",
                "MYSQL_PORT_3306_TCP_PROTO", "tcp",
                "MYSQL_PORT_3306_TCP_PORT", "3306",
                "MYSQL_READ_ONLY_PORT_3306_TCP_ADDR", "10.0.0.7");

        assertThat(Settings.load(environment, reader)).isEqualTo("jdbc:mysql://…");
    }

    @Test
    void shouldReportARelationThatDoesNotHold() {
        assertThat(problems("SHOP_OPENS", "21h")).isEqualTo("SHOP_OPENS must not be later than SHOP_CLOSES");
    }

    @Test
    void shouldNotCallAVariableUnknownBecauseARelationBeforeItDoesNotHold() {
        Function<Settings, String> reader =
                settings -> Shop.from(settings).owner() + settings.string("SHOP_SIGN", "", "What to paint.");
        Map<String, String> environment = Map.of("SHOP_OPENS", "21h", "SHOP_SIGN", "a fish");

        assertThatThrownBy(() -> Settings.load(environment, reader))
                .hasMessage("SHOP_OPENS must not be later than SHOP_CLOSES");
    }

    /** Two shops, whose roads are to be of different length. */
    private record Street(Branch near, Branch far, int length) {
        Street {
            if (near.road() == far.road()) {
                throw new IllegalArgumentException("SHOP_NEAR_ROAD and SHOP_FAR_ROAD must differ");
            }
        }

        static Street from(Settings settings) {
            return new Street(
                    settings.section(some -> Branch.from(some, "SHOP_NEAR_", 1)),
                    settings.section(some -> Branch.from(some, "SHOP_FAR_", 2)),
                    settings.integer("SHOP_STREET", 5, 1, 9, "How long the street is."));
        }

        private record Branch(int road, int rooms, int seats) {
            Branch {
                if (seats < rooms) {
                    throw new IllegalArgumentException(rooms + " rooms must not have " + seats + " seats only");
                }
            }

            static Branch from(Settings settings, String prefix, int road) {
                return new Branch(
                        settings.integer(prefix + "ROAD", road, 1, 9, "How far it is."),
                        settings.integer(prefix + "ROOMS", 1, 1, 9, "Where to sit."),
                        settings.integer(prefix + "SEATS", 9, 1, 9, "What to sit on."));
            }
        }
    }

    @Test
    void shouldReportEachRelationThatDoesNotHoldOnce() {
        Map<String, String> environment = Map.of(
                "SHOP_NEAR_ROOMS", "4",
                "SHOP_NEAR_SEATS", "3",
                "SHOP_FAR_ROAD", "near",
                "SHOP_FAR_ROOMS", "8",
                "SHOP_FAR_SEATS", "7",
                "SHOP_STREET", "0",
                "SHOP_FAR_SEAT", "8");

        assertThatThrownBy(() -> Settings.load(environment, Street::from))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "4 rooms must not have 3 seats only",
                        "SHOP_FAR_ROAD must be a whole number, but is 'near'",
                        "8 rooms must not have 7 seats only",
                        "SHOP_STREET must be between 1 and 9, but is '0'",
                        "SHOP_FAR_SEAT is not a variable of this service; did you mean SHOP_FAR_SEATS?"));
    }

    @Test
    void shouldReportARelationOfTheWholeBesideThatOfAPart() {
        Map<String, String> environment = Map.of("SHOP_NEAR_ROAD", "2", "SHOP_FAR_ROOMS", "8", "SHOP_FAR_SEATS", "7");

        assertThatThrownBy(() -> Settings.load(environment, Street::from))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "8 rooms must not have 7 seats only",
                        "SHOP_NEAR_ROAD and SHOP_FAR_ROAD must differ"));
    }

    @Test
    void shouldDocumentWhatIsRead() {
        assertThat(Settings.variablesOf(Shop::from))
                .containsExactly(
                        new Variable("SHOP_OWNER", "nobody", "Who to ask."),
                        new Variable("SHOP_MOTTO", "", "What to say."),
                        new Variable("SHOP_TILL", "", "How to open the till."),
                        new Variable("SHOP_PORT", "80", "Where to ring."),
                        new Variable("SHOP_OPEN", "true", "Whether to ring."),
                        new Variable("SHOP_OPENS", "8h", "From when."),
                        new Variable("SHOP_CLOSES", "20h", "Until when."),
                        new Variable("SHOP_SHELF", "1KiB", "What fits."),
                        new Variable("SHOP_SUPPLIER_*", "", "Whom to order from."));
    }

    private static Shop load(Map<String, String> environment) {
        return Settings.load(environment, Shop::from);
    }

    private static String problems(String name, String value) {
        try {
            load(Map.of(name, value));
        } catch (InvalidConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("no problem with " + name + "=" + value);
    }
}
