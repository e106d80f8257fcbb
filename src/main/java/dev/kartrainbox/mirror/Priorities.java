package dev.kartrainbox.mirror;

import jakarta.interceptor.Interceptor;

/** The mirror's observers come before those without a priority, so that these find the mirror up to date. */
final class Priorities {

    static final int LEADS = Interceptor.Priority.LIBRARY_BEFORE;
    static final int NOUNS = LEADS + 100;
    static final int TIMELINE = LEADS + 200;

    private Priorities() {}
}
