package dev.kartrainbox.api;

import dev.kartrainbox.signin.Role;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Lets nobody do what their role does not allow. That somebody is signed in at all, the server has seen to; this looks again. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class Rights implements ContainerRequestFilter {

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        var caller = request.getSecurityContext();
        if (caller.getUserPrincipal() == null || !caller.isUserInRole(Role.VIEWER.word())) {
            request.abortWith(Problem.answer(Response.Status.UNAUTHORIZED, "Nobody is signed in.")
                    .header("WWW-Authenticate", "Bearer")
                    .build());
        } else if (!caller.isUserInRole(Role.OPERATOR.word()) && !isForViewers()) {
            request.abortWith(Problem.answer(Response.Status.FORBIDDEN, "This is for operators.")
                    .build());
        }
    }

    private boolean isForViewers() {
        var method = resource.getResourceMethod();
        return method != null && method.isAnnotationPresent(ViewersToo.class);
    }
}
