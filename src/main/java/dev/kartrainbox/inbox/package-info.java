/**
 * Keeps every notification, byte for byte, before anyone understands it: in the database, or in the journal while that is
 * away. It depends on the settings only. Start reading at {@link dev.kartrainbox.inbox.Inbox}.
 */
@NullMarked
package dev.kartrainbox.inbox;

import org.jspecify.annotations.NullMarked;
