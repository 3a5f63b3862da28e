package hakaru.ingest.http;

import hakaru.contract.Invalidity;
import hakaru.ingest.beacon.Beacon;
import hakaru.ingest.beacon.BeaconQuery;
import hakaru.ingest.beacon.QueryParser;
import hakaru.ingest.beacon.Rejection;
import hakaru.ingest.producer.PublishOutcome;
import hakaru.ingest.publish.EventLoopPublisher;
import hakaru.ingest.traffic.TrafficJudge;
import io.micrometer.core.instrument.Clock;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Turns requests to {@code /hakaru} into impressions and answers them. Confined to its event loop. */
final class BeaconRoute {
    private final TrafficJudge traffic;
    private final EventLoopPublisher publisher;
    private final AnswerWriter answers;
    private final HttpMetrics metrics;

    BeaconRoute(TrafficJudge traffic, EventLoopPublisher publisher, AnswerWriter answers, HttpMetrics metrics) {
        this.traffic = traffic;
        this.publisher = publisher;
        this.answers = answers;
        this.metrics = metrics;
    }

    void handle(HttpServerRequest request) {
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.POST)) {
            receive(request);
        } else if (method.equals(HttpMethod.HEAD)) {
            answers.writeToPage(request, BeaconAnswers.HEAD);
        } else if (method.equals(HttpMethod.OPTIONS)) {
            answers.writeToPreflight(request);
        } else {
            metrics.refused(Refusal.METHOD_NOT_ALLOWED);
            answers.writeToPage(request, BeaconAnswers.METHOD_NOT_ALLOWED);
        }
    }

    private void receive(HttpServerRequest request) {
        long receivedAt = Clock.SYSTEM.wallTime();
        if (RequestBody.isAbsent(request)) {
            take(request, receivedAt, "");
            return;
        }
        RequestBody.read(request, new RequestBody.Listener() {
            @Override
            public void ended(String form) {
                take(request, receivedAt, form);
            }

            @Override
            public void tooLarge() {
                metrics.received();
                reject(request, Rejection.BODY_TOO_LARGE);
            }

            @Override
            public void unreadable() {
                metrics.refused(Refusal.AMBIGUOUS);
                answers.writeToUnreadable(request, Refusal.AMBIGUOUS.answer());
            }
        });
    }

    /** A beacon is its query; where that has no name, its body counts, too: {@code sendBeacon} can send one alone. */
    private void take(HttpServerRequest request, long receivedAt, String form) {
        metrics.received();
        String query = request.query();
        BeaconQuery read = QueryParser.parse(query == null ? "" : query, form);
        if (read instanceof Rejection reason) {
            reject(request, reason);
        } else {
            publish(request, receivedAt, (Beacon) read);
        }
    }

    private void publish(HttpServerRequest request, long receivedAt, Beacon beacon) {
        Invalidity verdict = traffic.judge(beacon.ad(), request.headers());
        // From here on the answer is the publisher's to give: the connection has no limit but that one's.
        answers.publishing(request);
        publisher.publish(beacon.judged(verdict), receivedAt, outcome -> answer(request, outcome));
    }

    private void reject(HttpServerRequest request, Rejection reason) {
        metrics.rejected(reason);
        answers.writeToPage(request, BeaconAnswers.rejected(request, reason));
    }

    private void answer(HttpServerRequest request, PublishOutcome outcome) {
        if (outcome instanceof PublishOutcome.Unavailable failure) {
            answers.writeToPage(
                    request, failure.mayBeStored() ? BeaconAnswers.PERHAPS_COUNTED : BeaconAnswers.NOT_COUNTED);
            return;
        }
        PublishOutcome.Acknowledged record = (PublishOutcome.Acknowledged) outcome;
        answers.writeReceipt(request, BeaconAnswers.acknowledged(request), publisher.receipt(record));
    }
}
