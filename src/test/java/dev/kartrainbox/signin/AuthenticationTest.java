package dev.kartrainbox.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Map;
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
    void letsNobodyPassWhereNothingSignsIn() throws Exception {
        var context = answering(
                HttpMessageContext.class,
                Map.of("isProtected", true, "responseUnauthorized", AuthenticationStatus.SEND_FAILURE));

        var status = new Authentication()
                .validateRequest(
                        answering(HttpServletRequest.class, Map.of("getServletPath", "/console")),
                        answering(HttpServletResponse.class, Map.of()),
                        context);

        assertThat(status).isEqualTo(AuthenticationStatus.SEND_FAILURE);
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
