package hakaru.kakeru;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadIT {
    private static final long SECOND = 1_000_000_000;
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @TempDir
    private Path directory;

    private final AtomicInteger received = new AtomicInteger();

    @Test
    void shouldSendEachRequestOfTheSchedule() throws IOException {
        Run run = load(this::ok, "--rate", "500", "--duration", "1s");

        assertThat(run.exitStatus()).isZero();
        assertThat(run.output()).contains("sent 500 = accepted 500 + failed 0 + unknown 0");
        assertThat(received).hasValue(500);
    }

    @Test
    void shouldFollowARamp() throws IOException {
        Run run = load(this::ok, "--ramp", "500ms:100,500ms:1000");

        assertThat(run.exitStatus()).isZero();
        assertThat(received).hasValue(550);
    }

    @Test
    void shouldNotReportTheWarmUp() throws IOException {
        Run run = load(this::ok, "--rate", "400", "--duration", "500ms", "--warm-up", "1s");

        assertThat(run.output()).contains("warming up", "sent 200 = accepted 200");
        assertThat(received).hasValue(300);
    }

    @Test
    void shouldOpenAConnectionPerRequestWithoutKeepAlive() throws IOException {
        Run run = load(this::ok, "--rate", "300", "--duration", "1s", "--no-keep-alive");

        assertThat(run.exitStatus()).isZero();
        assertThat(run.output()).contains("accepted 300");
    }

    @Test
    void shouldUnderstandChunkedAnswersAndConnectionsThatTheServerCloses() throws IOException {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        Run run = load(request -> chunked, "--rate", "200", "--duration", "500ms");

        assertThat(run.output()).contains("accepted 100");
    }

    @Test
    void shouldCountLatencyFromTheMomentARequestWasDueNotFromWhenItCouldBeSent() throws IOException {
        AtomicLong start = new AtomicLong();
        StubServer.Behaviour stallsForASecond = request -> {
            start.compareAndSet(0, System.nanoTime());
            long elapsed = System.nanoTime() - start.get();
            if (elapsed > SECOND / 2 && elapsed < SECOND * 3 / 2) {
                NEVER.await(SECOND * 3 / 2 - elapsed, TimeUnit.NANOSECONDS);
            }
            return StubServer.OK;
        };

        load(stallsForASecond, "--rate", "500", "--duration", "3s", "--connections", "4");

        double due = figure("latency", "p99");
        double onceSent = figure("latency_once_sent", "p99");
        assertThat(due).isBetween(850.0, 2_500.0);
        assertThat(onceSent).isLessThan(due / 2);
    }

    @Test
    void shouldNotKnowTheFateOfARequestThatIsNotAnsweredInTime() throws IOException {
        StubServer.Behaviour forgetsEveryTenth = request -> {
            if (received.incrementAndGet() % 10 == 0) {
                NEVER.await();
            }
            return StubServer.OK;
        };
        Run run = load(forgetsEveryTenth, "--rate", "100", "--duration", "1s", "--timeout", "2s");

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.output()).contains("= accepted 90 + failed 0 + unknown 10", "10 no answer in time (unknown)");
    }

    @Test
    void shouldNotKnowTheFateOfARequestWhoseConnectionBreaks() throws IOException {
        Run run = load(
                request -> received.incrementAndGet() % 10 == 0 ? "" : StubServer.OK,
                "--rate",
                "100",
                "--duration",
                "1s");

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.output()).contains("= accepted 90 + failed 0 + unknown 10", "broken after sending (unknown)");
    }

    @Test
    void shouldTellARejectionFromAServerThatDoesNotKnow() throws IOException {
        String bad = "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}";
        String busy = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
        Run run =
                load(request -> received.incrementAndGet() % 2 == 0 ? bad : busy, "--rate", "100", "--duration", "1s");

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.output()).contains("accepted 0 + failed 50 + unknown 50");
    }

    @Test
    void shouldTellABeaconThatIsNotCountedFromOneThatMayBe() throws IOException {
        String no = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 16\r\n\r\n{\"counted\":\"no\"}";
        String unknown = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 21\r\n\r\n{\"counted\":\"unknown\"}";
        Run run = load(
                request -> received.incrementAndGet() % 2 == 0 ? no : unknown, "--rate", "100", "--duration", "1s");

        assertThat(run.output())
                .contains(
                        "accepted 0 + failed 50 + unknown 50",
                        "50 answered 5xx, counted: no (failed)",
                        "50 answered 5xx, perhaps counted (unknown)");
    }

    @Test
    void shouldCountAsFailedWhatNeverLeft() throws IOException {
        StubServer.Behaviour silent = request -> {
            NEVER.await();
            return "";
        };
        Run run = load(
                silent,
                "--rate",
                "100",
                "--duration",
                "1s",
                "--timeout",
                "500ms",
                "--connections",
                "1",
                "--queue",
                "10");

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.output()).contains("not sent, queue full when due (failed)", "no answer in time (unknown)");
    }

    /** Twenty milliseconds an answer, four connections: 200 a second of the 1,000 that are asked for. */
    @Test
    void shouldShowTheGoodputOfAnOverloadedServer() throws IOException {
        StubServer.Behaviour slow = request -> {
            NEVER.await(20, TimeUnit.MILLISECONDS);
            return StubServer.OK;
        };
        Run run = load(slow, "--rate", "1000", "--duration", "4s", "--connections", "4", "--timeout", "500ms");

        assertThat(run.output())
                .contains("+ unknown 0", "not sent, no free connection in time (failed)", "never left kakeru");
        assertThat(figure("requests", "goodput")).isBetween(100.0, 200.0);
    }

    @Test
    void shouldSendToSeveralTargetsInTurn() throws IOException {
        AtomicInteger other = new AtomicInteger();
        try (StubServer second = StubServer.start(request -> {
            other.incrementAndGet();
            return StubServer.OK;
        })) {
            Run run = load(this::ok, "--url", second.url(), "--rate", "400", "--duration", "1s");

            assertThat(run.exitStatus()).isZero();
        }
        assertThat(received).hasValue(200);
        assertThat(other).hasValue(200);
    }

    @Test
    void shouldSendATargetThatIsGoneItsShareAndNoMore() throws IOException {
        try (StubServer second = StubServer.start(request -> StubServer.OK)) {
            StubServer.Behaviour closesTheOther = request -> {
                if (received.incrementAndGet() == 100) {
                    close(second);
                }
                return StubServer.OK;
            };
            Run run =
                    load(closesTheOther, "--url", second.url(), "--rate", "400", "--duration", "1s", "--no-keep-alive");

            assertThat(run.output()).contains("not sent, could not connect (failed)");
        }
        assertThat(received).hasValue(200);
    }

    @Test
    void shouldReportWhatWasSentWhenItIsInterrupted() throws Exception {
        try (StubServer server = StubServer.start(this::ok);
                ForkedJvm kakeru = ForkedJvm.start(
                        Main.class, Map.of(), List.of(), "--no-reconcile", "--url", server.url(), "--duration", "5m")) {
            Await.until("requests arrive", Duration.ofSeconds(30), () -> received.get() > 500);

            interrupt(kakeru.pid());
            Await.until("kakeru has ended", Duration.ofSeconds(30), () -> !kakeru.isAlive());

            assertThat(kakeru.output()).contains("sent ", "+ failed 0 + unknown 0", "The success goal holds");
            assertThat(kakeru.terminate(Duration.ofSeconds(1))).isZero();
        }
    }

    private static void interrupt(long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void close(StubServer server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldSearchForTheHighestRateAndRunAtIt() throws IOException {
        Run run = load(this::ok, "--rate", "max", "--trial", "100ms", "--duration", "200ms", "--max-latency", "1ms");

        assertThat(run.output()).contains("trying 1,000/s", "running ");
    }

    @Test
    void shouldMissTheGoalWhenAnswersComeTooLate() throws IOException {
        StubServer.Behaviour slow = request -> {
            NEVER.await(50, TimeUnit.MILLISECONDS);
            return StubServer.OK;
        };
        Run run = load(slow, "--rate", "50", "--duration", "500ms", "--max-latency", "20ms");

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.output()).contains("accepted 25 + failed 0", "0.000 %", "within 20 ms");
    }

    @Test
    void shouldSayWhenNobodyTakesTheLoad() throws IOException {
        String gone;
        Run run;
        // Bound, so that nobody else takes the port, and not listening.
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            gone = "http://127.0.0.1:%d/hakaru".formatted(socket.getLocalPort());
            run = Run.of("--url", gone, "--no-reconcile");
        }

        assertThat(run.exitStatus()).isEqualTo(4);
        assertThat(run.output()).contains("cannot connect to " + gone, "is the pipeline running?");
    }

    @Test
    void shouldSayWhenTheHostIsUnknown() {
        Run run = Run.of("--url", "http://no-such-host.invalid/hakaru", "--no-reconcile");

        assertThat(run.exitStatus()).isEqualTo(4);
        assertThat(run.output()).contains("unknown host");
    }

    private String ok(String request) {
        received.incrementAndGet();
        return StubServer.OK;
    }

    private Run load(StubServer.Behaviour behaviour, String... arguments) throws IOException {
        try (StubServer server = StubServer.start(behaviour)) {
            Stream<String> fixed = Stream.of("--url", server.url(), "--no-reconcile", "--json", json().toString());
            return Run.of(Stream.concat(fixed, Stream.of(arguments)).toArray(String[]::new));
        }
    }

    private Path json() {
        return directory.resolve("report.json");
    }

    private double figure(String object, String name) throws IOException {
        Matcher matcher = Pattern.compile("\"%s\":\\{[^}]*\"%s\":([0-9.]+)".formatted(object, Pattern.quote(name)))
                .matcher(Files.readString(json()));
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
