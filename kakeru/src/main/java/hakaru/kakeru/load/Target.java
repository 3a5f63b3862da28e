package hakaru.kakeru.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;

/** Where the load goes: an address that is resolved once, and what the requests say of it. */
public record Target(URL url, InetSocketAddress address) {
    /** There is nobody to take the load; the message says what was tried. */
    public static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1;

        private UnreachableException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /**
     * Reads the URL and asks for the host's address.
     *
     * @throws IllegalArgumentException when it is not an http URL with a host
     */
    public static Target of(String text) {
        URL url = parse(text);
        int port = url.getPort() == -1 ? url.getDefaultPort() : url.getPort();
        return new Target(url, new InetSocketAddress(url.getHost(), port));
    }

    /** Finds out before the load whether there is anybody to take it. */
    public void connect(Duration limit) throws UnreachableException {
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) limit.toMillis());
        } catch (UnknownHostException e) {
            throw new UnreachableException("unknown host in " + url + ": it has no address", e);
        } catch (IOException e) {
            throw new UnreachableException(
                    "cannot connect to %s: %s; is the pipeline running?".formatted(url, e.getMessage()), e);
        }
    }

    /** A URI knows no host with an underscore, as containers often have; a URL does. */
    static URL parse(String text) {
        if (!text.toLowerCase(Locale.ROOT).startsWith("http://")) {
            throw new IllegalArgumentException("kakeru speaks plain HTTP; the URL must begin with http://: " + text);
        }
        try {
            URL url = URI.create(text).toURL();
            if (url.getHost().isEmpty()) {
                throw new IllegalArgumentException("the URL has no host: " + text);
            }
            return url;
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a URL with a host and a port: " + text, e);
        }
    }

    /** Whether it is another machine. */
    public boolean isRemote() {
        return !address.isUnresolved() && !address.getAddress().isLoopbackAddress();
    }

    @Override
    public String toString() {
        return url.toString();
    }

    String path() {
        return url.getPath().isEmpty() ? "/" : url.getPath();
    }
}
