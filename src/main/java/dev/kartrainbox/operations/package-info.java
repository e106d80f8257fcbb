/**
 * What an operator does: look at the inbox, replay a delivery, have a notification explained, ask how the server is. It may use
 * everything but the front door. Start reading at {@link dev.kartrainbox.operations.Replay}.
 */
@NullMarked
package dev.kartrainbox.operations;

import org.jspecify.annotations.NullMarked;
