package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {

    /**
     * Worked out from the definition alone: the hash that {@link String#hashCode()} documents, times 0x9E3779B9 modulo 2^32, of
     * which the six highest bits. Rows are stored by it: a change strands what is waiting.
     */
    @ParameterizedTest
    @CsvSource({"i:1, 14", "i:2, 54", "i:3, 29", "e:mira@example.org, 12", "d:01890a5d-ac96-774b-bcce-b302099a8057, 16"
    })
    void isTheSameInEveryRelease(String leadKey, int lane) {
        assertThat(Lane.of(leadKey)).isEqualTo(lane);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 731_904, 1_000_000_000})
    void spreadsLeadsWhoseIdsFollowEachOther(long firstId) {
        var leads = LongStream.range(firstId, firstId + 10_000).mapToObj(id -> "i:" + id);

        var leadsOfLane = new int[Lane.COUNT];
        leads.forEach(lead -> leadsOfLane[Lane.of(lead)]++);

        assertThat(leadsOfLane).hasSize(64);
        assertThat(Arrays.stream(leadsOfLane)).allMatch(count -> count > 10_000 / 64 / 2 && count < 10_000 / 64 * 2);
    }
}
