package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.kartra.KartraEvent;

/** A claimed delivery, and the event that it tells. */
record Opened(Claim claim, Delivery delivery, KartraEvent event) {}
