package dev.kartrainbox.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    /** All that Kartra posts: not even the request is looked at. */
    @Test
    void letsPassAtOnceWhatIsNotProtected() throws Exception {
        var context = answering(
                HttpMessageContext.class, Map.of("isProtected", false, "doNothing", AuthenticationStatus.NOT_DONE));

        var status = new Authentication()
                .validateRequest(
                        answering(HttpServletRequest.class, Map.of()),
                        answering(HttpServletResponse.class, Map.of()),
                        context);

        assertThat(status).isEqualTo(AuthenticationStatus.NOT_DONE);
    }

    @Test
    void leadsWhoeverIsNobodyToThePageThatAsksWhoTheyAre() throws Exception {
        var request = new HashMap<String, Object>(Map.of(
                "getServletPath", "/console/keys",
                "getContextPath", "/kartra-inbox",
                "getRequestURI", "/kartra-inbox/console/keys",
                "getMethod", "GET",
                "getQueryString", "name=a&b"));
        List.of("getSession", "getCookies", "getHeader").forEach(absent -> request.put(absent, null));
        var said = new ArrayList<Object>();
        var authentication = new Authentication();
        authentication.console = new ConsoleSignIn();

        var status = authentication.validateRequest(
                answering(HttpServletRequest.class, request),
                hearing(said),
                answering(HttpMessageContext.class, Map.of("isProtected", true)));

        assertThat(status).isEqualTo(AuthenticationStatus.SEND_CONTINUE);
        assertThat(said)
                .contains("setStatus 303")
                .contains("setHeader Location, "
                        + "/kartra-inbox/console/sign-in?then=%2Fkartra-inbox%2Fconsole%2Fkeys%3Fname%3Da%26b");
    }

    private static HttpServletResponse hearing(List<Object> said) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    said.add(method.getName()
                            + (arguments == null
                                    ? ""
                                    : " "
                                            + Arrays.stream(arguments)
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(", "))));
                    return null;
                });
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!answers.containsKey(method.getName())) {
                        throw new AssertionError(method);
                    }
                    return answers.get(method.getName());
                }));
    }
}
