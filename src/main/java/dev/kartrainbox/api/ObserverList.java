package dev.kartrainbox.api;

import dev.kartrainbox.operations.Observers.Told;
import java.util.List;

/** Who is told of what. */
public record ObserverList(List<Told> observers) {}
