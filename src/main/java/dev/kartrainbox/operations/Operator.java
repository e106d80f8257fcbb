package dev.kartrainbox.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.security.Principal;
import java.util.Optional;

/** Who operates, as the audit is to remember it. */
@ApplicationScoped
public class Operator {

    private static final String SERVER = "the server itself";

    /** What servers call somebody of whom they know nothing, where they do not say nobody. */
    public static final String NOBODY = "anonymous";

    @Inject
    Instance<SecurityContext> security;

    /** Whoever is signed in and asked for what is being done; the server itself where nobody asked. */
    public String name() {
        if (!security.isResolvable()) {
            return SERVER;
        }
        return Optional.ofNullable(security.get().getCallerPrincipal())
                .map(Principal::getName)
                .filter(name -> !name.equalsIgnoreCase(NOBODY))
                .orElse(SERVER);
    }
}
