package dev.kartrainbox.kartra;

import java.util.Optional;

/** What happens to a lead's access to a membership. */
public sealed interface MembershipEvent extends KartraEvent permits MembershipGranted, MembershipRevoked {

    /** The membership and its level; ids and names may be absent. */
    Membership membership();

    @Override
    default Optional<Noun> noun() {
        return Optional.of(membership());
    }

    /** The names of the membership and its level. */
    @Override
    default Optional<String> subject() {
        var level = membership().levelName();
        return membership()
                .name()
                .map(name -> level.map(text -> name + ": " + text).orElse(name))
                .or(() -> level);
    }
}
