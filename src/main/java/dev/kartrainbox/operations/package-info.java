/**
 * What an operator does: look at the inbox, replay a delivery. It may use the inbox, dispatch, the mirror and the settings.
 * Start reading at {@link dev.kartrainbox.operations.Replay}.
 */
@NullMarked
package dev.kartrainbox.operations;

import org.jspecify.annotations.NullMarked;
