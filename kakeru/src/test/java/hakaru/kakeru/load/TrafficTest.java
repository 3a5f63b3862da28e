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
            ids.add(traffic.id(traffic.next()));
        }

        assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("run\\.[0-9a-z]{1,6}"));
    }

    @Test
    void shouldGiveNoIdsUnlessAsked() {
        Traffic traffic = Traffic.of(Mix.original(1));

        assertThat(traffic.id(traffic.next())).isEmpty();
        assertThat(traffic.beacons()).hasSize(3);
    }

    @Test
    void shouldKeepBeaconAndNumberInATicket() {
        long ticket = Traffic.ticket(Integer.MAX_VALUE, 299_999);

        assertThat(Traffic.beacon(ticket)).isEqualTo(299_999);
        assertThat(Traffic.number(ticket)).isEqualTo(Integer.MAX_VALUE);
    }
}
