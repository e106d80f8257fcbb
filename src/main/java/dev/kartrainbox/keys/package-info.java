/**
 * The keys of the URL that Kartra posts to: where they are stored, which of them count now, and what is known of them while the
 * database is away. It may use the inbox and the settings. Start reading at {@link dev.kartrainbox.keys.Keys}.
 */
@NullMarked
package dev.kartrainbox.keys;

import org.jspecify.annotations.NullMarked;
