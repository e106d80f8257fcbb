/**
 * The pages for people, with Jakarta Faces and PrimeFaces: one bean per page, which asks operations and says what came of it. It
 * may use operations, sign-in, monitoring, and what they show; nothing uses it. Start reading at
 * {@link dev.kartrainbox.console.Viewer}, then at the page that you look at.
 */
@NullMarked
package dev.kartrainbox.console;

import org.jspecify.annotations.NullMarked;
