package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.ErasedNames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The names of erased leads as they are stored: keyed hashes. */
@ApplicationScoped
public class Hashes {

    private static final int SECRET_BYTES = 32;

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Transactions transactions;

    /** Whether a name is among those of this erasure. */
    Predicate<String> of(UUID erasure) {
        return among(entityManager
                .createNativeQuery("select hash from erased_name where erasure_id = ?1")
                .setParameter(1, erasure)
                .getResultList());
    }

    /** Whether a name is among those of all that were erased. */
    Predicate<String> ofAll() {
        return among(entityManager
                .createNativeQuery("select distinct hash from erased_name")
                .getResultList());
    }

    private Predicate<String> among(List<?> rows) {
        var hashes = new HashSet<>(Columns.texts(rows));
        var secret = secret();
        return secret.<Predicate<String>>map(key -> name -> hashes.contains(ErasedNames.hash(key, name)))
                .orElse(name -> false);
    }

    /** How the name is stored; the first one makes the key. */
    String hash(String name) {
        return ErasedNames.hash(secret().orElseGet(this::make), name);
    }

    private Optional<String> secret() {
        List<?> secrets = entityManager
                .createNativeQuery("select secret from erasure_secret where id = 1")
                .getResultList();
        return Columns.texts(secrets).stream().findFirst();
    }

    private String make() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        var made = HexFormat.of().formatHex(bytes);
        try {
            transactions.run(() -> entityManager
                    .createNativeQuery("insert into erasure_secret (id, secret) values (1, ?1)")
                    .setParameter(1, made)
                    .executeUpdate());
            return made;
        } catch (PersistenceException othersDid) { // by somebody else, at the same time
            return secret().orElseThrow(() -> othersDid);
        }
    }
}
