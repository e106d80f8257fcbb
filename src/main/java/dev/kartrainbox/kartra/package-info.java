/**
 * The published language: Kartra's nouns and what happened to them, as typed events. It depends on nothing else here, and
 * is all that an observer needs. Start reading at {@link dev.kartrainbox.kartra.KartraEvent}.
 */
@NullMarked
package dev.kartrainbox.kartra;

import org.jspecify.annotations.NullMarked;
