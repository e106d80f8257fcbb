package dev.kartrainbox.binding;

import java.time.ZoneId;

/** Bindings without a container. */
public final class Bindings {

    private Bindings() {}

    public static Binding inZone(String zone) {
        var binding = new Binding();
        binding.zone = ZoneId.of(zone);
        binding.prepare();
        return binding;
    }
}
