package dev.kartrainbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleFilterTest {

    private static final String PAGE = "/kartra-inbox/console/keys";
    private static final String SIGN_IN = "/kartra-inbox/console/sign-in";

    private final ConsoleFilter filter = new ConsoleFilter();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private void posts(String path, long length, Map<String, String> headers, FilterChain chain) throws Exception {
        var request = Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> "POST";
                    case "getContextPath" -> "/kartra-inbox";
                    case "getRequestURI" -> path;
                    case "getContentLengthLong" -> length;
                    case "getServerName" -> "hooks.example.org";
                    case "getHeader" -> headers.get((String) arguments[0]);
                    default -> throw new AssertionError(called);
                });
        var response = Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> {
                    said.add(called.getName() + " " + arguments[0]);
                    return null;
                });
        filter.doFilter((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private String answer(String path, long length, Map<String, String> headers) throws Exception {
        said.clear();
        posts(path, length, headers, (request, response) -> said.add("shown"));
        return said.get(said.size() - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "same-origin | https://evil.example.org       | shown",
                "none        | -                              | shown",
                "cross-site  | https://hooks.example.org      | sendError 403",
                "same-site   | -                              | sendError 403",
                "-           | https://hooks.example.org:8443 | shown",
                "-           | https://evil.example.org       | sendError 403",
                "-           | null                           | sendError 403",
                "-           | -                              | shown"
            })
    void refusesFormsOfOtherSites(String site, String origin, String answer) throws Exception {
        var headers = new HashMap<String, String>();
        headers.put("Sec-Fetch-Site", site);
        headers.put("Origin", origin);

        assertThat(answer(PAGE, 10, headers)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        PAGE + ",2097152,shown",
        PAGE + ",2097153,sendError 413",
        PAGE + ",-1,sendError 411",
        SIGN_IN + ",16384,shown",
        SIGN_IN + ",16385,sendError 413",
        SIGN_IN + ",-1,sendError 411"
    })
    void refusesMoreThanAFormHas(String path, long length, String answer) throws Exception {
        assertThat(answer(path, length, Map.of())).isEqualTo(answer);
    }

    @Test
    void letsEightSignInAtOnce() throws Exception {
        var inside = new CountDownLatch(8);
        var end = new CountDownLatch(1);
        var visitors = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            var visitor = new Thread(() -> signsIn(inside, end));
            visitor.start();
            visitors.add(visitor);
        }
        inside.await();

        assertThat(answer(SIGN_IN, 10, Map.of())).isEqualTo("sendError 503");
        assertThat(said).contains("setHeader Retry-After");
        assertThat(answer(PAGE, 10, Map.of())).isEqualTo("shown");

        end.countDown();
        for (var visitor : visitors) {
            visitor.join();
        }
        assertThat(answer(SIGN_IN, 10, Map.of())).isEqualTo("shown");
    }

    private void signsIn(CountDownLatch inside, CountDownLatch end) {
        try {
            posts(SIGN_IN, 10, Map.of(), (request, response) -> {
                inside.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
