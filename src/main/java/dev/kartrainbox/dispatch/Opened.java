package dev.kartrainbox.dispatch;

import dev.kartrainbox.dispatch.Neighbors.Neighborhood;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.kartra.KartraEvent;

/** A claimed delivery, what is around it, and the event that it tells. */
record Opened(Claim claim, Delivery delivery, Neighborhood neighborhood, KartraEvent event) {}
