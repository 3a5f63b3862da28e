package hakaru.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void shouldCloseInOrderAndExitWith0WhenToldToStop() {
        try (ForkedJvm shop = shop("open")) {
            awaitOutput(shop, "shop has started");

            int status = shop.terminate(LIMIT);

            assertThat(status).isZero();
            assertThat(shop.output())
                    .contains("Starting shop", "ShopConfig[day=open]")
                    .containsSubsequence(
                            "shop is told to stop", "closed the door", "closed the till", "shop has stopped");
        }
    }

    @Test
    void shouldExitWith0WhenToldToStopWhileStarting() {
        try (ForkedJvm shop = shop("waits to start")) {
            awaitOutput(shop, "waiting");

            int status = shop.terminate(LIMIT);

            assertThat(status).isZero();
            assertThat(shop.output())
                    .containsSubsequence("shop is told to stop", "shop has stopped")
                    .doesNotContain("shop has started", "ERROR");
        }
    }

    @Test
    void shouldExitWith0WhenALibraryWrapsTheInterrupt() {
        try (ForkedJvm shop = shop("wraps the interrupt")) {
            awaitOutput(shop, "waiting");

            int status = shop.terminate(LIMIT);

            assertThat(status).isZero();
            assertThat(shop.output()).contains("shop is told to stop").doesNotContain("ERROR");
        }
    }

    @Test
    void shouldExitWith2AndPrintEveryProblemWhenTheConfigurationIsWrong() {
        Map<String, String> environment = Map.of("SHOP_DAYY", "open", "SHOP_DAY_FILE", "/nowhere/day");
        try (ForkedJvm shop = ForkedJvm.start(ShopProcess.class, environment)) {
            assertThat(exitStatus(shop)).isEqualTo(2);
            assertThat(shop.output())
                    .contains("ERROR", "shop cannot start: the configuration is wrong:")
                    .contains("SHOP_DAY cannot be read from the file /nowhere/day")
                    .contains("SHOP_DAYY is not a variable of this service; did you mean SHOP_DAY?")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void shouldExitWith1AndOneLineWhenAPersonMustAct() {
        try (ForkedJvm shop = shop("cannot start")) {
            assertThat(exitStatus(shop)).isEqualTo(1);
            assertThat(shop.output())
                    .contains("shop cannot start: the key does not fit")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void shouldLookUpANameAnewSoonerThanTheJvmWould() {
        try (ForkedJvm shop = shop("looks names up")) {
            assertThat(exitStatus(shop)).isEqualTo(1);
            assertThat(shop.output()).contains("names are kept for 5 s");
        }
    }

    @Test
    void shouldWriteNumbersForProgramsInAnyLocale() {
        Map<String, String> environment =
                Map.of("SHOP_DAY", "counts", "JDK_JAVA_OPTIONS", "-Duser.language=ar -Duser.country=EG");
        try (ForkedJvm shop = ForkedJvm.start(ShopProcess.class, environment)) {
            assertThat(exitStatus(shop)).isEqualTo(1);
            assertThat(shop.output()).contains("sold 1,000 at 2.5");
        }
    }

    @Test
    void shouldExitWith1WhenStartingFails() {
        try (ForkedJvm shop = shop("fails to start")) {
            assertThat(exitStatus(shop)).isEqualTo(1);
            assertThat(shop.output())
                    .contains("shop failed to start and exits with status 1")
                    .contains("UnsatisfiedLinkError: no door for this machine");
        }
    }

    @Test
    void shouldCloseInOrderAndExitWith1WhenTheServiceFails() {
        try (ForkedJvm shop = shop("fails")) {
            assertThat(exitStatus(shop)).isEqualTo(1);
            assertThat(shop.output())
                    .containsSubsequence(
                            "shop cannot go on and exits with status 1",
                            "IllegalStateException: sold out",
                            "closed the door",
                            "closed the till",
                            "shop has stopped");
        }
    }

    @Test
    void shouldExitWith1WhenClosingFails() {
        try (ForkedJvm shop = shop("fails to close")) {
            awaitOutput(shop, "shop has started");

            int status = shop.terminate(LIMIT);

            assertThat(status).isEqualTo(1);
            assertThat(shop.output()).contains("shop could not close in order", "the door is stuck");
        }
    }

    @Test
    void shouldFinishClosingWhenToldToStopMeanwhile() {
        try (ForkedJvm shop = shop("fails and closes slowly")) {
            awaitOutput(shop, "closing slowly");

            int status = shop.terminate(LIMIT);

            assertThat(status).isEqualTo(1);
            assertThat(shop.output()).contains("closed the till").doesNotContain("Interrupted");
        }
    }

    private static ForkedJvm shop(String day) {
        return ForkedJvm.start(ShopProcess.class, Map.of("SHOP_DAY", day));
    }

    private static void awaitOutput(ForkedJvm jvm, String text) {
        Await.until("'" + text + "'", LIMIT, () -> jvm.output().contains(text));
    }

    /** Of a process that ends by itself. */
    private static int exitStatus(ForkedJvm jvm) {
        Await.until("the end", LIMIT, () -> !jvm.isAlive());
        return jvm.terminate(LIMIT);
    }
}
