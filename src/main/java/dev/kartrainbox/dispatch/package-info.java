/**
 * Takes what is due, fires it as a CDI event, and notes what failed. It may use the inbox, binding, the published language
 * and the settings. Start reading at {@link dev.kartrainbox.dispatch.Dispatcher}.
 */
@NullMarked
package dev.kartrainbox.dispatch;

import org.jspecify.annotations.NullMarked;
