/**
 * Keeps every notification, byte for byte, before anyone understands it. It depends on the settings only. Start reading at
 * {@link dev.kartrainbox.inbox.Inbox}.
 */
@NullMarked
package dev.kartrainbox.inbox;

import org.jspecify.annotations.NullMarked;
