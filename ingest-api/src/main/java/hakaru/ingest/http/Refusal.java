package hakaru.ingest.http;

import hakaru.ingest.connection.HeadScan;

/** Why a request is no beacon, and the answer it gets. */
enum Refusal {
    NO_SUCH_PATH(Answer.error(404, "there is nothing here; beacons go to /hakaru")),
    METHOD_NOT_ALLOWED(BeaconAnswers.METHOD_NOT_ALLOWED),
    MALFORMED(Answer.error(400, "this is not an HTTP/1.1 request with a Host header")
            .thatCloses()),
    AMBIGUOUS(Answer.error(
                    400,
                    "others may read this request in another way: it needs unfolded headers, one Host,"
                            + " and one Content-Length, or Transfer-Encoding: chunked without trailers")
            .thatCloses()),
    REQUEST_LINE_TOO_LONG(Answer.error(414, "the request line must have at most " + HeadScan.MAX_LINE + " bytes")
            .thatCloses()),
    HEADERS_TOO_LONG(Answer.error(
                    431,
                    "the head must have at most " + HeadScan.MAX_HEAD + " bytes in " + HeadScan.MAX_LINES + " lines")
            .thatCloses()),
    FAILED(Answer.error(500, "the request could not be served; the cause is in the log")
            .thatCloses());

    @SuppressWarnings("ImmutableEnumChecker") // It is: the headers are read-only and nobody writes to the body.
    private final Answer answer;

    Refusal(Answer answer) {
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
