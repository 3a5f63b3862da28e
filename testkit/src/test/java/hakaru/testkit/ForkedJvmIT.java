package hakaru.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ForkedJvmIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void shouldPassTheEnvironmentOptionsAndArguments() {
        List<String> options = List.of("-Dplace=here");

        try (ForkedJvm jvm = ForkedJvm.start(Waiting.class, Map.of("GREETING", "hello"), options, "world")) {
            Await.until("the greeting", LIMIT, () -> jvm.output().contains("hello world here"));

            assertThat(jvm.isAlive()).isTrue();
        }
    }

    @Test
    void shouldTerminateInOrder() {
        try (ForkedJvm jvm = ForkedJvm.start(Waiting.class, Map.of("GREETING", "hello"))) {
            Await.until("the greeting", LIMIT, () -> jvm.output().contains("hello"));

            assertThat(jvm.terminate(LIMIT)).isEqualTo(143);
            assertThat(jvm.output()).contains("goodbye");
        }
    }

    @Test
    void shouldKillAtOnce() {
        try (ForkedJvm jvm = ForkedJvm.start(Waiting.class, Map.of("GREETING", "hello"))) {
            Await.until("the greeting", LIMIT, () -> jvm.output().contains("hello"));

            jvm.kill();

            assertThat(jvm.isAlive()).isFalse();
            assertThat(ProcessHandle.of(jvm.pid())).isEmpty();
            assertThat(jvm.output()).doesNotContain("goodbye");
        }
    }

    /** Greets, waits until it is ended, and says goodbye if it still can. */
    static final class Waiting {
        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("goodbye")));
            System.out.println(
                    System.getenv("GREETING") + " " + String.join(" ", arguments) + " " + System.getProperty("place"));
            new CountDownLatch(1).await();
        }
    }
}
