/**
 * The operations for scripts: Jakarta REST below {@code /api}, by bearer token alone. It translates HTTP and masks what a viewer is
 * not to see; what is done stands in {@code operations} and {@code signin}. Whatever is not marked {@code @ViewersToo} is for
 * operators. What goes over the wire are public records: JSON Binding sees no others. Start reading at {@link dev.kartrainbox.api.DeliveriesResource}.
 */
@NullMarked
package dev.kartrainbox.api;

import org.jspecify.annotations.NullMarked;
