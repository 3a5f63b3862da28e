package hakaru.adtag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AdTagTest {
    private static final int MAX_COMPRESSED_BYTES = 1_500;

    private final AdTag tag = AdTag.load();

    @Test
    void shouldStaySmall() {
        assertThat(tag.compressed()).hasSizeLessThanOrEqualTo(MAX_COMPRESSED_BYTES);
    }

    @Test
    void shouldCompressWhatItServesPlain() throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(tag.compressed()))) {
            assertThat(gzip.readAllBytes()).isEqualTo(tag.plain());
        }
    }

    @Test
    void shouldKeepTheNamesThatPagesUse() {
        assertThat(new String(tag.plain(), StandardCharsets.UTF_8))
                .contains("window.hakaru={send:", "pageView:", "watch:", "\"data-hakaru\"");
    }

    @Test
    void shouldHaveAnEtagOfItsContent() {
        assertThat(tag.etag()).matches("[0-9a-f]{24}");
        assertThat(AdTag.load().etag()).isEqualTo(tag.etag());
    }
}
