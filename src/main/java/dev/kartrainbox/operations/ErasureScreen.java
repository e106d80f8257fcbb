package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Screen;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Does with what comes out of a journal what {@link ErasureSearch} does with what is there already. */
@ApplicationScoped
public class ErasureScreen implements Screen {

    private static final byte[] NOTHING = {};

    @Override
    public byte[] rest(byte[] body, @Nullable String contentEncoding, Predicate<String> erased) {
        var redaction = new Redaction(erased);
        if (!ErasureSearch.isNamedIn(body, contentEncoding, redaction)) {
            return body;
        }
        return ErasureSearch.rest(body, contentEncoding, redaction)
                .map(rest -> rest.toString().getBytes(StandardCharsets.UTF_8))
                .orElse(NOTHING);
    }
}
