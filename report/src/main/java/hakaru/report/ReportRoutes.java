package hakaru.report;

import hakaru.contract.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the report's requests. Pages run no script but those of this jar and, in the demo, the API's ad tag. */
record ReportRoutes(SharedReading snapshots, ReportQueries queries, Pages pages, OwnNames ownNames) {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRoutes.class);
    private static final String HTML = "text/html; charset=utf-8";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'%1$s; style-src 'self'; img-src 'self'%1$s;"
                    + " connect-src 'self'%1$s; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(ReportRoutes::secure);
        router.route().handler(this::requireOwnName);
        router.route().handler(ReportRoutes::requireGet);
        router.route("/").handler(context -> answer(context, HTML, pages.report(api(context))));
        if (pages.hasDemo()) {
            router.route("/demo").handler(this::demo);
        }
        router.route("/report.json").handler(this::snapshot);
        router.route("/receipt.json").handler(this::receipt);
        pages.assets()
                .forEach((path, asset) ->
                        router.route(path).handler(context -> answer(context, asset.contentType(), asset.body())));
        router.errorHandler(
                400, context -> refuse(context, 400, "This is not an HTTP/1.1 request with a Host header\n"));
        router.errorHandler(404, context -> refuse(context, 404, "There is nothing here; the report is at /\n"));
        router.errorHandler(500, ReportRoutes::fail);
        return router;
    }

    private static void secure(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY.formatted(""))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        context.next();
    }

    private void requireOwnName(RoutingContext context) {
        if (ownNames.include(context.request().authority())) {
            context.next();
            return;
        }
        refuse(
                context,
                421,
                "The report is served by this machine's own name or address only; --host or REPORT_NAMES names it\n");
    }

    private static void requireGet(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            context.next();
            return;
        }
        context.response().putHeader("Allow", "GET, HEAD");
        refuse(context, 405, "The report takes GET and HEAD\n");
    }

    private void demo(RoutingContext context) {
        String api = api(context);
        context.response().putHeader("Content-Security-Policy", POLICY.formatted(" " + api));
        answer(context, HTML, pages.demo(api));
    }

    private void snapshot(RoutingContext context) {
        Future.fromCompletionStage(snapshots.latest(), context.vertx().getOrCreateContext())
                .onSuccess(json -> answer(context, "application/json", json))
                .onFailure(context::fail);
    }

    /** Asked away from the event loop; a database that is away is no fault of ours. */
    private void receipt(RoutingContext context) {
        try {
            Receipt receipt = Receipt.parse(
                    context.queryParam("receipt").stream().findFirst().orElse(""));
            context.vertx()
                    .executeBlocking(() -> queries.state(receipt))
                    .onSuccess(state -> answer(
                            context,
                            "application/json",
                            new JsonObject().put("answer", state.name()).toBuffer()))
                    .onFailure(failure -> receiptFailed(context, failure));
        } catch (IllegalArgumentException e) {
            refuse(context, 400, e.getMessage() + "\n");
        }
    }

    private static void receiptFailed(RoutingContext context, Throwable failure) {
        if (failure instanceof SQLException) {
            LOG.debug("The database did not say what became of a receipt", failure);
            refuse(context, 503, "The database does not answer; ask again\n");
        } else {
            context.fail(failure);
        }
    }

    private String api(RoutingContext context) {
        HostAndPort authority = context.request().authority();
        return pages.api(authority == null ? "" : authority.host());
    }

    private static void answer(RoutingContext context, String contentType, Buffer body) {
        HttpServerResponse response = context.response().putHeader("Content-Type", contentType);
        if (!response.closed()) {
            response.end(body).onFailure(gone -> LOG.debug("A viewer left before the answer: {}", gone.toString()));
        }
    }

    private static void refuse(RoutingContext context, int status, String text) {
        context.response().setStatusCode(status);
        answer(context, "text/plain; charset=utf-8", Buffer.buffer(text));
    }

    private static void fail(RoutingContext context) {
        LOG.error("A request to the report failed for a reason of ours; it got 500", context.failure());
        if (!context.response().ended()) {
            refuse(context, 500, "The report failed; its log says why\n");
        }
    }
}
