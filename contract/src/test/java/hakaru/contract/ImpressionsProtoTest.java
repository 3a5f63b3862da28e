package hakaru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins names and numbers: records written by an older release must stay readable. */
class ImpressionsProtoTest {
    @Test
    void shouldKeepEveryFieldNumberOfAnImpression() {
        assertThat(fields(Impression.getDescriptor().getFields())).containsExactly("1 ad", "2 value", "3 invalid");
    }

    @Test
    void shouldKeepEveryFieldNumberOfACountBatch() {
        assertThat(fields(CountBatch.getDescriptor().getFields()))
                .containsExactly(
                        "1 topic_id",
                        "2 partition",
                        "3 from_offset",
                        "4 to_offset",
                        "5 counts",
                        "6 rejected",
                        "7 repeated",
                        "8 invalid",
                        "9 remembered");
        assertThat(fields(RememberedIds.getDescriptor().getFields())).containsExactly("1 from_offset", "2 begin");
        assertThat(fields(InvalidCount.getDescriptor().getFields()))
                .containsExactly("1 second", "2 ad", "3 reason", "4 impressions", "5 value_sum");
        assertThat(fields(Count.getDescriptor().getFields()))
                .containsExactly("1 second", "2 ad", "3 impressions", "4 value_sum");
    }

    private static List<String> fields(List<FieldDescriptor> fields) {
        return fields.stream()
                .map(field -> field.getNumber() + " " + field.getName())
                .toList();
    }
}
