package dev.kartrainbox.settings;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The proxies whose word is taken for where a request came from. Anybody else can claim whatever address pleases them.
 *
 * @param networks where they are
 */
public record Proxies(List<Network> networks) {

    public static final Proxies NONE = new Proxies(List.of());

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    /** Some proxies add it: {@code 203.0.113.24:5040}, {@code [2001:db8::1]:5040}. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]+)](:\\d+)?|([^:]+):\\d+");

    private static final Pattern ZONE = Pattern.compile("%.*");

    public Proxies {
        networks = List.copyOf(networks);
    }

    /**
     * Where a request came from: the nearest address that is none of these proxies'.
     *
     * @return an address; the nearest proxy's where it says nothing that can be read
     */
    public String clientOf(HttpServletRequest request) {
        var client = request.getRemoteAddr();
        if (networks.isEmpty() || !isOneOfThem(client)) {
            return client;
        }
        var hops = Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .collect(Collectors.toList());
        Collections.reverse(hops);
        for (var hop : hops) {
            var address = addressOf(hop);
            if (address.isEmpty()) {
                return client;
            }
            client = address.get().getHostAddress();
            if (!isOneOfThem(address.get())) {
                return client;
            }
        }
        return client;
    }

    /** Whether whoever asks is reached over TLS: by this server, or by one of these proxies. */
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || (isOneOfThem(request.getRemoteAddr())
                        && "https".equalsIgnoreCase(request.getHeader(FORWARDED_PROTO)));
    }

    private boolean isOneOfThem(String address) {
        return Network.addressOf(ZONE.matcher(address).replaceAll(""))
                .filter(this::isOneOfThem)
                .isPresent();
    }

    private boolean isOneOfThem(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static Optional<InetAddress> addressOf(String hop) {
        var text = hop.strip();
        var withPort = WITH_PORT.matcher(text);
        if (!withPort.matches()) {
            return Network.addressOf(text);
        }
        return Network.addressOf(withPort.group(1) != null ? withPort.group(1) : withPort.group(3));
    }

    @Override
    public String toString() {
        return networks.isEmpty()
                ? "none"
                : networks.stream().map(Network::toString).collect(Collectors.joining(","));
    }
}
