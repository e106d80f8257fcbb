package dev.kartrainbox.kartra;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A product that leads buy and partners sell. */
@Entity
@Table(name = "product")
public class Product implements Noun {

    @Id
    @Expected
    @Column(name = "product_id")
    private @Nullable Long productId;

    @Expected
    @Column(name = "product_name")
    private @Nullable String productName;

    @Expected
    @Column(name = "official_product_name")
    private @Nullable String officialProductName;

    protected Product() {}

    public Product(@Nullable Long id, @Nullable String name) {
        this.productId = id;
        this.productName = name;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(productId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(productName);
    }

    /** The name that buyers see. Only {@link SignupEvent}s carry it. */
    public Optional<String> officialName() {
        return Optional.ofNullable(officialProductName);
    }
}
