package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.adtag.AdTag;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How the ad tag is served. */
class AdTagIT {
    private static final AdTag TAG = AdTag.load();

    @AutoClose
    private static final RunningApi API = RunningApi.start();

    @Test
    void shouldServeTheScriptToAnyPageForAnHour() throws Exception {
        HttpResponse<byte[]> answer = get();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(TAG.plain());
        assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=3600");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(answer, "Vary")).isEqualTo("accept-encoding");
    }

    @Test
    void shouldServeItCompressed() throws Exception {
        HttpResponse<byte[]> answer = get("Accept-Encoding", "br, gzip");

        assertThat(answer.body()).isEqualTo(TAG.compressed());
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(answer, "ETag"))
                .as("another one than the plain script's")
                .isNotEqualTo(header(get(), "ETag"));
    }

    @Test
    void shouldNotSendAgainWhatTheBrowserHas() throws Exception {
        String etag = header(get(), "ETag");

        HttpResponse<byte[]> answer = get("If-None-Match", "\"another\", " + etag);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "ETag")).isEqualTo(etag);
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=3600");
        assertThat(get("If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseOtherMethods() throws Exception {
        assertThat(API.send("HEAD", "/tag.js", "").statusCode()).isEqualTo(200);
        assertThat(API.send("HEAD", "/tag.js", "").body()).isEmpty();
        assertThat(API.send("POST", "/tag.js", "").statusCode()).isEqualTo(405);
        assertThat(API.get("/tag.js/").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<byte[]> get(String... headers) throws IOException, InterruptedException {
        return API.get("/tag.js", headers);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
