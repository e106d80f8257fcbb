/**
 * From raw bytes to a typed event, and to the list of what was unexpected in them. It may use the published language and the
 * inbox. Start reading at {@link dev.kartrainbox.binding.Binding}.
 */
@NullMarked
package dev.kartrainbox.binding;

import org.jspecify.annotations.NullMarked;
