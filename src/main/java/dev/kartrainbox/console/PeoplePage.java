package dev.kartrainbox.console;

import dev.kartrainbox.signin.Account;
import dev.kartrainbox.signin.Accounts;
import dev.kartrainbox.signin.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows operators who may sign in, and lets them change that. */
@Named
@RequestScoped
public class PeoplePage {

    @Inject
    Accounts accounts;

    @Inject
    Viewer viewer;

    @Inject
    Notices notices;

    @Inject
    @ManagedProperty("#{param.name}")
    @Nullable
    String name;

    private @Nullable String newName;
    private String password = "";
    private Role role = Role.VIEWER;

    /** Everybody; nobody for those who are no operators. */
    public List<Account> getAll() {
        return viewer.isOperator() ? accounts.all() : List.of();
    }

    /** The one that the address names. */
    public Account getAccount() {
        if (!viewer.isOperator()) {
            throw new NotAllowedException();
        }
        return accounts.named(Pages.text(name)).orElseThrow(() -> new UnknownException("no account of this name"));
    }

    /** Whether it is the one that always may do everything. */
    public boolean isAdministrator() {
        return Account.isAdministrator(Pages.text(name));
    }

    public List<Role> getRoles() {
        return List.of(Role.VIEWER, Role.OPERATOR);
    }

    /** Makes one. */
    @OperatorAction
    public void create() throws IOException {
        if (accounts.create(Pages.text(newName), password, role).isPresent()) {
            done("people.created", Pages.text(newName));
        } else {
            Pages.refuse(Texts.of("people.taken"));
        }
    }

    /** Gives that of the address another password. */
    @OperatorAction
    public void changePassword() throws IOException {
        if (accounts.changePassword(Pages.text(name), password)) {
            done("people.password.changed", Pages.text(name));
        } else {
            Pages.refuse(Texts.of("people.gone"));
        }
    }

    /** Gives that of the address the other role. */
    @OperatorAction
    public void changeRole() throws IOException {
        var other = getAccount().role() == Role.OPERATOR ? Role.VIEWER : Role.OPERATOR;
        if (isAdministrator()) {
            Pages.refuse(Texts.of("people.administrator"));
        } else if (accounts.changeRole(Pages.text(name), other)) {
            done("people.role.changed", Pages.text(name), Texts.of("role." + other.word()));
        } else {
            Pages.refuse(Texts.of("people.gone"));
        }
    }

    /** Removes that of the address. */
    @OperatorAction
    public void remove() throws IOException {
        if (isAdministrator()) {
            Pages.refuse(Texts.of("people.administrator"));
        } else if (accounts.remove(Pages.text(name))) {
            done("people.removed", Pages.text(name));
        } else {
            Pages.refuse(Texts.of("people.gone"));
        }
    }

    private void done(String text, Object... values) throws IOException {
        notices.add(Texts.of(text, values));
        Pages.go("/console/people");
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable String getNewName() {
        return newName;
    }

    public void setNewName(@Nullable String given) {
        newName = given;
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
}
