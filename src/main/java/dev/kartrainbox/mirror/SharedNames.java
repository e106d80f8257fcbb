package dev.kartrainbox.mirror;

import dev.kartrainbox.mirror.SharedNoun.Kind;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which deliveries gave tags, lists, products and the like their names. */
public final class SharedNames {

    private static final UUID NOBODY = new UUID(0, 0);

    private static final String GIVERS = "select distinct {named_by} from {table} where {named_by} is not null";
    private static final String FORGET = "update {table} set {named_by} = ?1 where {named_by} = ?2";

    private SharedNames() {}

    /** All of them. */
    public static Set<UUID> givers(EntityManager entityManager) {
        return Arrays.stream(Kind.values())
                .map(kind -> entityManager.createNativeQuery(kind.in(GIVERS)).getResultList())
                .flatMap(List<?>::stream)
                .map(UUID.class::cast)
                .filter(giver -> !giver.equals(NOBODY))
                .collect(Collectors.toSet());
    }

    /** The names that this delivery gave stay until any other delivery, whichever is told next, names the same. */
    public static void forget(UUID giver, EntityManager entityManager) {
        for (var kind : Kind.values()) {
            entityManager
                    .createNativeQuery(kind.in(FORGET))
                    .setParameter(1, NOBODY)
                    .setParameter(2, giver)
                    .executeUpdate();
        }
    }
}
