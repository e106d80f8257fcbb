/**
 * What the operator decides: read once at start, checked once, printed once without secrets; and the clock. It depends on
 * nothing else here. Start reading at {@link dev.kartrainbox.settings.Settings}.
 */
@NullMarked
package dev.kartrainbox.settings;

import org.jspecify.annotations.NullMarked;
