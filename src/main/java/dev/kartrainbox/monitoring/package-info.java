/**
 * What machines ask: whether the server is fit to be sent notifications, and how it does in numbers; the console shows people
 * the same. It may use the inbox, dispatch
 * and the settings; who counts something injects the registry of meters, and does not know this package. Start reading at
 * {@link dev.kartrainbox.monitoring.Vitals}.
 */
@NullMarked
package dev.kartrainbox.monitoring;

import org.jspecify.annotations.NullMarked;
