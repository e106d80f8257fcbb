package dev.kartrainbox.binding;

import java.time.ZoneId;

/** Bindings without a container. */
public final class Bindings {

    private Bindings() {}

    public static Binding inZone(String zone) {
        return Binding.inZone(ZoneId.of(zone));
    }
}
