package dev.kartrainbox.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** Short transactions, many of them: an operation on many deliveries never holds locks for long. */
@ApplicationScoped
public class Transactions {

    /** Does the work in a transaction of its own. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public <T> T run(Supplier<T> work) {
        return work.get();
    }
}
