package dev.kartrainbox.console;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What somebody is told on the next page they see, after what they asked for was done. */
@SessionScoped
public class Notices implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> texts = new ArrayList<>();

    synchronized void add(String text) {
        texts.add(text);
    }

    /** Those that were not shown yet; now they are. */
    synchronized List<String> take() {
        var taken = List.copyOf(texts);
        texts.clear();
        return taken;
    }
}
