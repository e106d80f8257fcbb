package dev.kartrainbox.console;

import dev.kartrainbox.operations.BodyGoneException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Sees to {@link OperatorAction}. */
@Interceptor
@OperatorAction
@Priority(Interceptor.Priority.APPLICATION)
class OperatorsOnly implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Viewer viewer;

    @AroundInvoke
    @Nullable
    Object check(InvocationContext action) throws Exception {
        if (!viewer.isOperator()) {
            throw new NotAllowedException();
        }
        try {
            return action.proceed();
        } catch (IllegalArgumentException | BodyGoneException e) { // thrown by operations, in words for whoever asked
            Pages.refuse(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
