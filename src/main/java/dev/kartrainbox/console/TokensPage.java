package dev.kartrainbox.console;

import dev.kartrainbox.signin.Accounts;
import dev.kartrainbox.signin.ConsoleSignIn;
import dev.kartrainbox.signin.Passwords;
import dev.kartrainbox.signin.Role;
import dev.kartrainbox.signin.Token;
import dev.kartrainbox.signin.Tokens;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows tokens for scripts, one's own or, to operators, everybody's; makes them, for whoever says their password once more, and
 * ends them. A new one is in the answer alone.
 */
@Named
@RequestScoped
public class TokensPage {

    @Inject
    Tokens tokens;

    @Inject
    Accounts accounts;

    @Inject
    ConsoleSignIn signIn;

    @Inject
    Viewer viewer;

    @Inject
    Notices notices;

    @Inject
    Clock clock;

    @Inject
    @ManagedProperty("#{param.id}")
    @Nullable
    String id;

    private @Nullable String name;
    private String password = "";
    private Role role = Role.VIEWER;
    private int days = 90;
    private Tokens.@Nullable Made made;

    private final Once<List<Token>> all =
            new Once<>(() -> viewer.isOperator() ? tokens.all() : tokens.of(viewer.getAccount()));
    private final Once<Token> token = new Once<>(() -> tokens.find(Pages.id(id))
            .filter(token -> viewer.isOperator() || token.account().equals(viewer.getAccount()))
            .orElseThrow(() -> new UnknownException("no token of this id")));

    /** Those that the viewer may see, the newest first. */
    public List<Token> getAll() {
        return all.get();
    }

    public boolean isLive(Token token) {
        return token.isLiveAt(clock.instant());
    }

    /** The one that the address names. */
    public Token getToken() {
        return token.get();
    }

    /** What a token of theirs may do. */
    public List<Role> getRoles() {
        return viewer.isOperator() ? List.of(Role.VIEWER, Role.OPERATOR) : List.of(Role.VIEWER);
    }

    /** Makes one of the viewer's own. */
    public void create() {
        try {
            if (confirmed()) {
                var account = accounts.named(viewer.getAccount()).orElseThrow(NotAllowedException::new);
                made = tokens.make(account, Pages.text(name), role, days);
                name = null;
                all.forget();
            }
        } catch (IllegalArgumentException e) { // in words for whoever asked
            Pages.refuse(String.valueOf(e.getMessage()));
        } catch (Passwords.BusyException e) {
            Pages.refuse(Texts.of("signIn.busy"));
        }
    }

    private boolean confirmed() {
        var result = signIn.confirm(viewer.getAccount(), password, (HttpServletRequest)
                Pages.external().getRequest());
        if (result.hasToWait()) {
            Pages.refuse(Texts.of("signIn.wait", Spans.of(result.pause())));
        } else if (result.signedIn().isEmpty()) {
            Pages.refuse(Texts.of("tokens.password.wrong"));
        }
        return result.signedIn().isPresent();
    }

    /** Ends that of the address. */
    public void revoke() throws IOException {
        var token = getToken();
        tokens.revoke(token.id());
        notices.add(Texts.of("tokens.revoked", token.name()));
        Pages.go("/console/people");
    }

    /** What was made just now; absent where nothing was. */
    public Tokens.@Nullable Made getMade() {
        return made;
    }

    public @Nullable String getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String given) {
        name = given;
    }

    public String getPassword() {
        return "";
    }

    public void setPassword(@Nullable String given) {
        password = given == null ? "" : given;
    }

    public Role getRole() {
        return role;
    }

    public void setRole(Role given) {
        role = given;
    }

    public int getDays() {
        return days;
    }

    public void setDays(int given) {
        days = given;
    }
}
