package hakaru.runtime;

import java.security.Security;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A service for {@link ServiceProcessIT}: its configuration says what becomes of it. */
final class ShopProcess {
    private ShopProcess() {}

    private record ShopConfig(String day) {}

    public static void main(String[] arguments) {
        new Commands("shop", ShopProcess::run).run(arguments);
    }

    private static void run() {
        ServiceProcess.run(
                "shop",
                settings -> new ShopConfig(settings.string("SHOP_DAY", "open", "What the day brings.")),
                ShopProcess::start);
    }

    private static Service start(ShopConfig config) throws InterruptedException {
        return switch (config.day()) {
            case "open" -> new Shop(() -> say("closed the door"));
            case "waits to start" -> never();
            case "wraps the interrupt" -> throw wrapped();
            case "looks names up" ->
                throw new StartException(
                        "names are kept for " + Security.getProperty("networkaddress.cache.ttl") + " s");
            case "counts" -> throw new StartException("sold %,d at %.1f".formatted(1_000, 2.5));
            case "cannot start" -> throw new StartException("the key does not fit");
            case "fails to start" -> throw new UnsatisfiedLinkError("no door for this machine");
            case "fails" -> new Shop(() -> say("closed the door")).fail();
            case "fails to close" -> stuck();
            case "fails and closes slowly" -> new Shop(ShopProcess::closeSlowly).fail();
            default -> throw new IllegalArgumentException(config.day());
        };
    }

    private static Service never() throws InterruptedException {
        say("waiting");
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts down");
    }

    private static IllegalStateException wrapped() {
        try {
            never();
        } catch (InterruptedException e) {
            return new IllegalStateException("interrupted somewhere deep", e);
        }
        throw new AssertionError("nobody counts down");
    }

    private static Service stuck() {
        return new Service() {
            @Override
            public CompletableFuture<Void> failure() {
                return new CompletableFuture<>();
            }

            @Override
            public void close() {
                throw new IllegalStateException("the door is stuck");
            }
        };
    }

    /** Ends when the process is being told to stop and the interrupt has had its time, or at once when it comes. */
    private static void closeSlowly() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(told::countDown));
        say("closing slowly");
        told.await();
        new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
    }

    private static void say(String text) {
        System.out.println(text);
    }

    /** Has two parts: a till, and a door that was opened after it. */
    private static final class Shop implements Service {
        private final Lifecycle lifecycle = new Lifecycle();
        private final CompletableFuture<Void> failure = new CompletableFuture<>();

        Shop(AutoCloseable door) {
            lifecycle.add("till", () -> say("closed the till"));
            lifecycle.add("door", door);
        }

        Shop fail() {
            failure.completeExceptionally(new IllegalStateException("sold out"));
            return this;
        }

        @Override
        public CompletableFuture<Void> failure() {
            return failure;
        }

        @Override
        public void close() {
            lifecycle.close();
        }
    }
}
