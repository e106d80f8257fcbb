package dev.kartrainbox.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits.
 *
 * @param address any of them
 * @param bits how many they have in common: 0 to 32 of IPv4, to 128 of IPv6
 */
record Network(InetAddress address, int bits) {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

    /**
     * Reads {@code 10.1.0.0/16}, or an address for that one alone.
     *
     * @return empty if it is neither
     */
    static Optional<Network> of(String text) {
        var parts = text.split("/", 2);
        return addressOf(parts[0]).flatMap(address -> {
            int most = address.getAddress().length * Byte.SIZE;
            if (parts.length < 2) {
                return Optional.of(new Network(address, most));
            }
            return parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= most
                    ? Optional.of(new Network(address, Integer.parseInt(parts[1])))
                    : Optional.empty();
        });
    }

    /** An address as it is written; empty for a name, for which nobody is asked. */
    static Optional<InetAddress> addressOf(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // in brackets, Java never takes it for a name
            return Optional.of(InetAddress.getByName(text.contains(":") ? "[" + text + "]" : text));
        } catch (UnknownHostException unreadable) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        var ours = address.getAddress();
        var theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
