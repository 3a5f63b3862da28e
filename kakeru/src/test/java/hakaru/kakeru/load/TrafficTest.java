package hakaru.kakeru.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {
    @Test
    void shouldGiveEachRequestAnIdOfItsOwn() {
        Traffic traffic = Traffic.withIds(Mix.original(1), "run");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(traffic.id(traffic.next(0)));
        }

        assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("run\\.[0-9a-z]{1,6}"));
    }

    @Test
    void shouldGiveNoIdsUnlessAsked() {
        Traffic traffic = Traffic.of(Mix.original(1));

        assertThat(traffic.id(traffic.next(0))).isEmpty();
        assertThat(traffic.beacons()).hasSize(3);
    }
}
