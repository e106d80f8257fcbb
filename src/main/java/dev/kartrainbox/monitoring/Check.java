package dev.kartrainbox.monitoring;

import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a health report.
 *
 * @param name of what was looked at
 * @param isUp whether it is as it should be
 * @param data what was seen, text, numbers and truth values: nothing that only an operator may know
 */
record Check(String name, boolean isUp, Map<String, Object> data) {

    Check {
        data = new TreeMap<>(data);
    }

    Check(String name, boolean isUp) {
        this(name, isUp, Map.of());
    }

    String status() {
        return status(isUp);
    }

    /** In MicroProfile Health's words. */
    static String status(boolean isUp) {
        return isUp ? "UP" : "DOWN";
    }
}
