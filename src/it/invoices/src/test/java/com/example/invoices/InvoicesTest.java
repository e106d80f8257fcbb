package com.example.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.binding.Binding;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.ProductPurchased;
import dev.kartrainbox.kartra.Sample;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InvoicesTest {

    private final List<Object> persisted = new ArrayList<>();
    private final Invoices invoices = new Invoices();

    @Test
    void writesAnInvoiceForAPurchase() throws Exception {
        var id = new UUID(0, 1);
        invoices.entityManager = remembering();

        invoices.on(purchase(id));

        assertThat(persisted).singleElement().isInstanceOfSatisfying(Invoice.class, invoice -> {
            assertThat(invoice.deliveryId()).isEqualTo(id);
            assertThat(invoice.buyer()).isEqualTo("mira.okafor@example.org");
            assertThat(invoice.amount()).isEqualByComparingTo("97.00");
        });
    }

    /** One of the samples that Kartra Inbox ships, read as it reads it. */
    private static ProductPurchased purchase(UUID id) throws Exception {
        var sample = new Sample(Action.BUY_PRODUCT, Sample.Typing.STRINGS);
        var envelope = new Envelope(id, Instant.EPOCH, 1, false);
        return (ProductPurchased) Binding.inZone(ZoneOffset.UTC).bind(envelope, sample.body(), null);
    }

    private EntityManager remembering() {
        return (EntityManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("persist");
                    persisted.add(arguments[0]);
                    return null;
                });
    }
}
