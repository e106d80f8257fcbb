package dev.kartrainbox.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Whom a request comes from: the one mechanism that the server asks, for every request. What is protected stands in
 * {@code web.xml}.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

    private static final String API = "/api";

    @Inject
    ApiSignIn api;

    @Inject
    ConsoleSignIn console;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        if (!context.isProtected()) {
            return context.doNothing(); // all that Kartra posts comes by here
        }
        if (API.equals(request.getServletPath())) {
            return api.validate(request, response, context);
        }
        return console.validate(request, response, context);
    }
}
