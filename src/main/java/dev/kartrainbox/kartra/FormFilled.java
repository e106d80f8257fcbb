package dev.kartrainbox.kartra;

import java.util.Optional;

/**
 * A lead filled in a form. Kartra's action {@code filled_form}.
 *
 * <p>Kartra documents the form below a key named {@code tag}; it is read there, below {@code form}, and without either.
 *
 * @param notification what all notifications have in common
 * @param form the form; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391972-if-lead-fills-in-a-form">Kartra's article</a>
 */
public record FormFilled(Notification notification, Form form) implements KartraEvent {

    @Override
    public Optional<Noun> noun() {
        return Optional.of(form);
    }
}
