package hakaru.ingest.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Tells requests of an {@code img} from others: without a picture, the page would see an error. */
final class Pictures {
    private Pictures() {}

    /**
     * What the browser says decides; one that says nothing asks for pictures, or for anything and not from a script, as mail
     * proxies and old browsers do. A picture does no harm to who did not want one, but curl: it would not show it.
     */
    static boolean areWanted(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return false;
        }
        String destination = request.getHeader("Sec-Fetch-Dest");
        if (destination != null) {
            return destination.equals("image");
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return false;
        }
        return accept.startsWith("image/") || (accept.equals("*/*") && !isScriptOrCurl(request));
    }

    private static boolean isScriptOrCurl(HttpServerRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return request.headers().contains(HttpHeaders.ORIGIN) || (agent != null && agent.startsWith("curl/"));
    }
}
