package dev.kartrainbox.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word is taken for where a request came from. */
class ProxiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                | 198.51.100.7  | 203.0.113.24                          | 198.51.100.7",
                "10.1.0.0/16      | 10.1.2.3      | 203.0.113.24                          | 203.0.113.24",
                "10.1.0.0/16      | 10.2.2.3      | 203.0.113.24                          | 10.2.2.3",
                "10.1.0.0/16      | 10.1.2.3      | 192.0.2.1, 203.0.113.24               | 203.0.113.24",
                "10.1.0.0/16      | 10.1.2.3      | 192.0.2.1, 203.0.113.24, 10.1.9.9     | 203.0.113.24",
                "10.1.0.0/16      | 10.1.2.3      | 192.0.2.1;203.0.113.24                | 203.0.113.24",
                "10.1.0.0/16      | 10.1.2.3      | 10.1.7.7                              | 10.1.7.7",
                "10.1.0.0/16      | 10.1.2.3      | 203.0.113.24, unknown                 | 10.1.2.3",
                "10.1.0.0/16      | 10.1.2.3      | localhost                             | 10.1.2.3",
                "10.1.0.0/16      | 10.1.2.3      | -                                     | 10.1.2.3",
                "10.1.0.0/16      | 10.1.2.3      | 203.0.113.24:5040                     | 203.0.113.24",
                "10.1.0.0/16      | 10.1.2.3      | [2001:db8::1]:5040                    | 2001:db8:0:0:0:0:0:1",
                "10.1.0.0/16      | 10.1.2.3      | 2001:db8::1                           | 2001:db8:0:0:0:0:0:1",
                "127.0.0.1,::1    | ::1           | 203.0.113.24                          | 203.0.113.24",
                "127.0.0.1,::1    | 127.0.0.2     | 203.0.113.24                          | 127.0.0.2",
                "fe80::/10        | fe80::7%eth0  | 203.0.113.24                          | 203.0.113.24",
                "10.1.128.0/17    | 10.1.127.255  | 203.0.113.24                          | 10.1.127.255",
                "10.1.128.0/17    | 10.1.128.0    | 203.0.113.24                          | 203.0.113.24",
                "0.0.0.0/0        | 10.1.128.0    | 192.0.2.1, 203.0.113.24               | 192.0.2.1",
                "0.0.0.0/0        | ::2           | 203.0.113.24                          | ::2",
            })
    void takesTheNearestAddressThatIsNoProxys(String proxies, String from, String forwardedFor, String client) {
        assertThat(proxies(proxies).clientOf(request(from, forwardedFor))).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.org",
                "10.1.0.0/33",
                "10.1.0.0/",
                "10.1.0.0/-1",
                "::1/129",
                "256.0.0.1",
                "10.1",
                ":",
                "127.0.0.1,"
            })
    void refusesWhatIsNoAddressAndAsksNobodyForANamesOne(String proxies) {
        assertThatThrownBy(() -> proxies(proxies))
                .hasMessageContaining("KARTRA_INBOX_PROXIES has to list addresses or networks");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "10.1.2.3,https,true",
                "10.1.2.3,HTTPS,true",
                "10.1.2.3,http,false",
                "10.1.2.3,-,false",
                "10.2.2.3,https,false"
            })
    void areBelievedThatSomebodyComesOverTls(String from, String scheme, boolean secure) {
        assertThat(proxies("10.1.0.0/16").isSecure(over(scheme, from))).isEqualTo(secure);
    }

    private static HttpServletRequest over(String scheme, String from) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "isSecure" -> false;
                    case "getRemoteAddr" -> from;
                    case "getHeader" -> arguments[0].equals("X-Forwarded-Proto") ? scheme : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void printsThem() {
        assertThat(proxies("127.0.0.1, 10.1.0.0/16")).hasToString("127.0.0.1/32,10.1.0.0/16");
    }

    private static Proxies proxies(String text) {
        return new SettingsReader(
                        text == null ? name -> null : Map.of("KARTRA_INBOX_PROXIES", text)::get, Path.of("data"))
                .read()
                .proxies();
    }

    /** Several headers are separated by a semicolon here. */
    private static HttpServletRequest request(String from, String forwardedFor) {
        List<String> headers = forwardedFor == null ? List.of() : Arrays.asList(forwardedFor.split(";"));
        return (HttpServletRequest) Proxy.newProxyInstance(
                ProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> from;
                    case "getHeaders" ->
                        arguments[0].equals("X-Forwarded-For")
                                ? Collections.enumeration(headers)
                                : Collections.emptyEnumeration();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
