/**
 * Plays Kartra, which has no test button: tells a story of invented people, the same for the same seed, and posts it to the
 * front door over HTTP, as a load if wanted. It may use kartra and the settings only, for it knows no more of the inbox than
 * Kartra does. Start reading at {@link dev.kartrainbox.simulator.Traffic}; the commands are for a terminal only and need
 * libraries that are not in the web archive.
 */
@NullMarked
package dev.kartrainbox.simulator;

import org.jspecify.annotations.NullMarked;
