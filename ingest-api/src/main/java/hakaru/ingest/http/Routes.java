package hakaru.ingest.http;

import hakaru.ingest.beacon.PercentDecoder;
import hakaru.ingest.connection.AmbiguousRequestException;
import hakaru.ingest.connection.Connections;
import hakaru.ingest.publish.EventLoopPublisher;
import hakaru.ingest.traffic.TrafficJudge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each request to what answers it. Confined to its event loop. */
public final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final Answer OK = Answer.text(200, "ok\n");
    private static final Answer ROBOTS = Answer.text(200, "User-agent: *\nDisallow: /\n");
    private static final Answer READ_ONLY =
            Answer.error(405, HttpHeaders.headers().set("Allow", "GET, HEAD"), "this takes GET and HEAD");

    private final BeaconRoute beacons;
    private final AnswerWriter answers;
    private final HttpMetrics metrics;

    private Routes(BeaconRoute beacons, AnswerWriter answers, HttpMetrics metrics) {
        this.beacons = beacons;
        this.answers = answers;
        this.metrics = metrics;
    }

    /** The routes of one event loop. */
    public static Routes of(
            TrafficJudge traffic, EventLoopPublisher publisher, Connections connections, MeterRegistry registry) {
        AnswerWriter answers = new AnswerWriter(connections);
        HttpMetrics metrics = new HttpMetrics(registry);
        return new Routes(new BeaconRoute(traffic, publisher, answers, metrics), answers, metrics);
    }

    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        for (PublicPath path : PublicPath.values()) {
            router.route(path.text()).handler(exactly(path.text(), answerOf(path)));
        }
        router.errorHandler(404, context -> refuse(context.request(), Refusal.NO_SUCH_PATH));
        router.errorHandler(400, context -> refuse(context.request(), Refusal.MALFORMED));
        router.errorHandler(500, this::fail);
        return router;
    }

    private Consumer<HttpServerRequest> answerOf(PublicPath path) {
        return switch (path) {
            case BEACON -> beacons::handle;
            case AD_TAG -> readOnly(TagAnswers.byRequest());
            case OK -> readOnly(request -> OK);
            case ROBOTS -> readOnly(request -> ROBOTS);
        };
    }

    private Consumer<HttpServerRequest> readOnly(Function<HttpServerRequest, Answer> answer) {
        return request -> {
            if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
                answers.write(request, answer.apply(request));
                return;
            }
            metrics.refused(Refusal.METHOD_NOT_ALLOWED);
            answers.write(request, READ_ONLY);
        };
    }

    /**
     * The router would take a path with a slash more for the same. Here a path is the same when RFC 9110 (4.2.3) says so:
     * an escaped letter is the letter, and the target may be a whole address. See docs/http.md.
     */
    private static Handler<RoutingContext> exactly(String path, Consumer<HttpServerRequest> answer) {
        return context -> {
            String asked = context.request().path();
            // Ours have nothing but letters and dots behind their slash, so whatever is escaped in theirs may be.
            if (path.equals(asked)
                    || PercentDecoder.decode(asked).filter(path::equals).isPresent()) {
                answer.accept(context.request());
            } else {
                context.next();
            }
        };
    }

    private void refuse(HttpServerRequest request, Refusal reason) {
        metrics.refused(reason);
        answers.write(request, reason.answer());
    }

    private void fail(RoutingContext context) {
        LOG.error("A request failed for a reason of ours; it got 500", context.failure());
        if (!context.response().ended()) {
            refuse(context.request(), Refusal.FAILED);
        }
    }

    /** Answers bytes that are no request, or one beyond the limits. */
    public void refuseUnreadable(HttpServerRequest request) {
        Refusal reason = refusal(request.decoderResult().cause());
        metrics.refused(reason);
        answers.writeToUnreadable(request, reason.answer());
    }

    private static Refusal refusal(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Refusal.REQUEST_LINE_TOO_LONG;
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Refusal.HEADERS_TOO_LONG;
        }
        return cause instanceof AmbiguousRequestException ? Refusal.AMBIGUOUS : Refusal.MALFORMED;
    }
}
