package hakaru.kakeru;

import hakaru.kakeru.books.Bookkeeper;
import hakaru.kakeru.books.Books;
import hakaru.kakeru.books.DatabaseException;
import hakaru.kakeru.books.Freshness;
import hakaru.kakeru.load.LoadGenerator;
import hakaru.kakeru.load.Receipt;
import hakaru.kakeru.load.Target;
import hakaru.kakeru.load.Target.UnreachableException;
import hakaru.kakeru.report.Machine;
import hakaru.kakeru.report.Report;
import hakaru.kakeru.report.Report.Reconciliation;
import hakaru.kakeru.report.Summary;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** The test from its first look at the database to the verdict. */
final class LoadTest {
    /** The books have waited for the pipeline already. */
    private static final Duration LAST_PROBES = Duration.ofSeconds(1);

    private final Kakeru options;
    private final PrintWriter out;
    private final Instant started = Clock.systemUTC().instant();

    LoadTest(Kakeru options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /** Two runs that start in the same millisecond are still two. */
    private String runId() {
        return Long.toString(started.toEpochMilli(), Character.MAX_RADIX)
                + '-'
                + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
    }

    Report run() throws UnreachableException, DatabaseException {
        for (Target target : options.load.targets) {
            target.connect(options.load.timeout);
        }
        BooksOptions books = options.books;
        try (Bookkeeper bookkeeper = books.reconcile ? Bookkeeper.open(books.database.address(), books.catchUp) : null;
                LoadGenerator generator = generator(bookkeeper)) {
            Measurement.Result measurement = new Measurement(options, generator, new Progress(out, bookkeeper)).run();
            try {
                return report(measurement, generator, reconcile(bookkeeper, generator));
            } catch (DatabaseException e) {
                // The figures of a long run should not go with the database.
                out.print(Summary.of(report(measurement, generator, null)));
                throw e;
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A load that has ended need not be stopped.
    private LoadGenerator generator(@Nullable Bookkeeper bookkeeper) {
        ObjLongConsumer<Receipt> probes =
                bookkeeper == null ? (receipt, answeredNanos) -> {} : bookkeeper.freshness()::accepted;
        LoadGenerator generator = new LoadGenerator(options.load.settings(runId()), options.load.mix(), probes);
        options.stop.thenRun(generator::stop);
        return generator;
    }

    private @Nullable Reconciliation reconcile(@Nullable Bookkeeper bookkeeper, LoadGenerator generator)
            throws DatabaseException {
        if (bookkeeper == null) {
            return null;
        }
        out.println("waiting for the pipeline to count what it has accepted");
        out.flush();
        Books books = bookkeeper.reconcile(generator.sent(), options.books.catchUp);
        Freshness freshness = bookkeeper.freshness().finish(LAST_PROBES);
        return new Reconciliation(books, freshness, bookkeeper.databaseVersion(), !options.load.retry.isZero());
    }

    private Report report(
            Measurement.Result measurement, LoadGenerator generator, @Nullable Reconciliation reconciliation) {
        return new Report(
                started,
                options.load.described(measurement.schedule()),
                options.goal.goal(options.load.rate),
                measurement.result(),
                reconciliation,
                Machine.facts(generator.transport(), measurement.cores()));
    }
}
