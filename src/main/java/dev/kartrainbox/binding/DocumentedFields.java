package dev.kartrainbox.binding;

import jakarta.json.bind.config.PropertyVisibilityStrategy;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Lets JSON reach the documented fields and nothing else: no accessor, no id of ours, no field that weaving adds. */
public class DocumentedFields implements PropertyVisibilityStrategy {

    @Override
    public boolean isVisible(Field field) {
        return Shape.keyOf(field).isPresent();
    }

    @Override
    public boolean isVisible(Method method) {
        return false;
    }
}
