/**
 * The front door: translates HTTP into a kept delivery and an answer, and nothing else. It may use the inbox, a first look
 * from binding, Kartra's words, and the settings. Start reading at {@link dev.kartrainbox.intake.OutboundServlet}.
 */
@NullMarked
package dev.kartrainbox.intake;

import org.jspecify.annotations.NullMarked;
