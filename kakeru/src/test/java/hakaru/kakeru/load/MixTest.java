package hakaru.kakeru.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixTest {
    private static final int DRAWS = 200_000;

    @Test
    void shouldSendTheOriginalsShares() {
        Map<Beacon, Double> shares = shares(Mix.original(1));

        assertThat(shares).hasSize(3);
        assertThat(shares.get(new Beacon("open", 0))).isCloseTo(0.90, within(0.005));
        assertThat(shares.get(new Beacon("purchase", 120))).isCloseTo(0.09, within(0.005));
        assertThat(shares.get(new Beacon("purchase", 960))).isCloseTo(0.01, within(0.002));
    }

    @Test
    void shouldShowTheFirstAdOfAZipfSpreadMostOften() {
        Map<Beacon, Double> shares = shares(Mix.ofAds(10, Mix.Spread.ZIPF, 1));

        double first = shares.getOrDefault(new Beacon("ad-1", 0), 0.0);
        double tenth = shares.getOrDefault(new Beacon("ad-10", 0), 0.0);
        assertThat(first / tenth).isCloseTo(10, within(1.0));
    }

    @Test
    void shouldShowAllAdsOfAnEvenSpreadEquallyOften() {
        Map<Beacon, Double> shares = shares(Mix.ofAds(10, Mix.Spread.EVEN, 1));

        assertThat(shares.get(new Beacon("ad-1", 0))).isCloseTo(0.09, within(0.005));
        assertThat(shares.get(new Beacon("ad-10", 0))).isCloseTo(0.09, within(0.005));
    }

    @Test
    void shouldDrawTheSameSequenceFromTheSameSeed() {
        assertThat(sequence(7)).isEqualTo(sequence(7)).isNotEqualTo(sequence(8));
    }

    private static int[] sequence(long seed) {
        Mix mix = Mix.original(seed);
        return IntStream.range(0, 1_000).map(i -> mix.next(0).beacon).toArray();
    }

    private static Map<Beacon, Double> shares(Mix mix) {
        Map<Beacon, Double> shares = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            shares.merge(mix.beacons().get(mix.next(0).beacon), 1.0 / DRAWS, Double::sum);
        }
        return shares;
    }
}
