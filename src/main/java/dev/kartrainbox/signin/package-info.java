/**
 * Who may operate: accounts with a role, the administrator that the first start makes, bearer tokens for scripts, and the one
 * authentication mechanism that the server asks. It may use operations (the audit), the inbox and the settings. Start reading at
 * {@link dev.kartrainbox.signin.Authentication}.
 */
@NullMarked
package dev.kartrainbox.signin;

import org.jspecify.annotations.NullMarked;
