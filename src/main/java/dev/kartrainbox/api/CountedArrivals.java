package dev.kartrainbox.api;

import dev.kartrainbox.operations.ArrivalFigures;
import java.time.Instant;

/**
 * What arrived.
 *
 * @param countedAt when it was counted
 * @param current false where it could not be counted since, and is old
 */
public record CountedArrivals(Instant countedAt, boolean current, ArrivalFigures arrivals) {}
