package dev.kartrainbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static final List<UUID> PAGE = List.of(new UUID(3, -4), new UUID(1, -2));

    @Test
    void saysWhereAFullPageEnded() {
        assertThat(Cursor.read(Cursor.after(PAGE, 2, Function.identity()))).isEqualTo(new UUID(1, -2));
    }

    @Test
    void isAbsentAfterTheLastPage() {
        assertThat(Cursor.after(PAGE, 3, Function.identity())).isNull();
        assertThat(Cursor.read(null)).isNull();
        assertThat(Cursor.read("")).isNull();
    }

    @Test
    void hasPagesOfABoundedSize() {
        assertThat(Cursor.size(null)).isEqualTo(50);
        assertThat(Cursor.size(500)).isEqualTo(500);
    }
}
