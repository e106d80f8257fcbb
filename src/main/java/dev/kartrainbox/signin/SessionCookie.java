package dev.kartrainbox.signin;

import dev.kartrainbox.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Has the cookie of sessions sent over TLS alone, where that is how the server is reached. The rest stands in {@code web.xml}. */
@WebListener
public class SessionCookie implements ServletContextListener {

    @Inject
    Settings settings;

    @Override
    public void contextInitialized(ServletContextEvent start) {
        start.getServletContext()
                .getSessionCookieConfig()
                .setSecure("https".equalsIgnoreCase(settings.publicUrl().getScheme()));
    }
}
