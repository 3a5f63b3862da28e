package hakaru.adtag;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The minified script, ready to be served: plain, compressed, and with a name for its content. Immutable. */
public final class AdTag {
    private static final int DIGEST_BYTES = 12;

    private final byte[] plain;
    private final byte[] compressed;
    private final String etag;

    private AdTag(byte[] plain) {
        this.plain = plain;
        this.compressed = gzip(plain);
        this.etag = HexFormat.of().formatHex(sha256(plain), 0, DIGEST_BYTES);
    }

    /** Reads the script from this jar. */
    public static AdTag load() {
        try (InputStream script = AdTag.class.getResourceAsStream("tag.js")) {
            if (script == null) {
                throw new IllegalStateException("tag.js is not in the jar of ad-tag: the build has not minified it");
            }
            return new AdTag(script.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script in UTF-8. */
    public byte[] plain() {
        return plain.clone();
    }

    /** The script in gzip's format. */
    public byte[] compressed() {
        return compressed.clone();
    }

    /** What is another one whenever the script is; without the quotes of an HTTP header. */
    public String etag() {
        return etag;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new SmallestGzip(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final class SmallestGzip extends GZIPOutputStream {
        SmallestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
