/**
 * What an operator does: look at the inbox, replay deliveries, rebuild the mirror from them, discard what was forged, have a
 * notification explained. It may use everything but the front door. What touches many goes lane by lane
 * in short transactions; what needs the server is handed over in the queue. Start reading at {@link dev.kartrainbox.operations.Replay}.
 */
@NullMarked
package dev.kartrainbox.operations;

import org.jspecify.annotations.NullMarked;
