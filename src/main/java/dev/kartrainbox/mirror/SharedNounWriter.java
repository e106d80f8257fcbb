package dev.kartrainbox.mirror;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Writes tags, lists, products and the like in a short transaction of their own: in the transactions of the leads, workers would hold each other up
 * until all of them had committed.
 */
@ApplicationScoped
public class SharedNounWriter {

    private static final String RENAME = """
            update {table} set {name} = cast(?2 as varchar), {named_by} = cast(?3 as uuid)
            where {match} and ({named_by} is null or {named_by} <= cast(?3 as uuid)) and cast(?2 as varchar) is not null
                and ({name} is distinct from cast(?2 as varchar) or {named_by} < cast(?5 as uuid))""";

    private static final String INSERT = """
            insert into {table} ({columns}, {name}, {named_by})
            select {ids}, cast(?2 as varchar), cast(?3 as uuid)
            where not exists (select 1 from {table} where {match})""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /** Inserts what is not there and renames what a newer delivery, or the same told again, calls otherwise. In the order given, the same for all. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void write(List<SharedNoun> nouns) {
        for (var noun : nouns) {
            query(RENAME, noun).setParameter(5, noun.knownFrom()).executeUpdate();
            query(INSERT, noun).executeUpdate();
        }
    }

    private Query query(String statement, SharedNoun noun) {
        return noun.identify(entityManager.createNativeQuery(noun.kind().in(statement)))
                .setParameter(2, noun.name())
                .setParameter(3, noun.namedBy());
    }
}
