package dev.kartrainbox.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhereaboutsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET  | id=7&b=%3F | -                          | /c/key?id=7&b=%3F",
                "GET  | -          | http://x/c/key?id=9        | /c/key",
                "POST | id=7       | http://x/c/key?id=9&a=%26  | /c/key?id=9&a=%26",
                "POST | -          | http://x/c/lead?id=9       | /c/key",
                "POST | -          | http://x/c/key             | /c/key",
                "POST | -          | not an address             | /c/key",
                "POST | -          | -                          | /c/key"
            })
    void areThePageAndWhatItIsAbout(String method, String query, String referer, String whereabouts) {
        assertThat(Whereabouts.of(request(method, query, referer))).isEqualTo(whereabouts);
    }

    /** Whatever else is asked of it fails: above all the parameters, for which the body would be read. */
    private static HttpServletRequest request(String method, String query, String referer) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> "/c/key";
                    case "getQueryString" -> query;
                    case "getHeader" -> arguments[0].equals("Referer") ? referer : null;
                    default -> throw new AssertionError(called);
                });
    }
}
