package hakaru.aggregator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchSizeTest {
    @ParameterizedTest
    @CsvSource({"6, 256, 1024", "16, 256, 1024", "64, 256, 256", "200, 256, 81", "1000, 256, 64", "1000, 4096, 262"})
    void shouldFetchNoMoreThanASixteenthOfTheHeap(int partitions, long heapMebibytes, int kibibytes) {
        assertThat(FetchSize.ofPartition(partitions, heapMebibytes << 20) >> 10).isEqualTo(kibibytes);
    }
}
