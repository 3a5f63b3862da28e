package hakaru.kakeru.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.Locale;

/** Where the load goes: an address that is resolved once, and what the requests say of it. */
public record Target(URI url, InetSocketAddress address) {
    private static final int HTTP_PORT = 80;

    /**
     * Reads the URL and asks for the host's address.
     *
     * @throws IllegalArgumentException when it is not an http URL with a host
     * @throws UnknownHostException when the host has no address
     */
    public static Target of(String text) throws UnknownHostException {
        URI url = URI.create(text);
        if (url.getScheme() == null || !url.getScheme().toLowerCase(Locale.ROOT).equals("http")) {
            throw new IllegalArgumentException("kakeru speaks plain HTTP; the URL must begin with http://: " + text);
        }
        URL parsed = parse(url);
        int port = parsed.getPort() == -1 ? HTTP_PORT : parsed.getPort();
        return new Target(url, new InetSocketAddress(InetAddress.getByName(parsed.getHost()), port));
    }

    /** A URI knows no host with an underscore, as containers often have; a URL does. */
    static URL parse(URI url) {
        try {
            URL parsed = url.toURL();
            if (parsed.getHost().isEmpty()) {
                throw new IllegalArgumentException("the URL has no host: " + url);
            }
            return parsed;
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a URL with a host and a port: " + url, e);
        }
    }

    public boolean isLoopback() {
        return address.getAddress().isLoopbackAddress();
    }

    String path() {
        return url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    }
}
