/**
 * Our own observers, one per noun, and the tables they keep: the account as Kartra told it. It sees only the published
 * language, and the receiver works without it. Start reading at {@link dev.kartrainbox.mirror.Leads}.
 */
@NullMarked
package dev.kartrainbox.mirror;

import org.jspecify.annotations.NullMarked;
