package hakaru.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.cluster.report.Incident;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final int LOST = 5;

    @Test
    void shouldMeasureHowLongARecoveryTakesFromWhereTheFaultWasMended() {
        // Given a fault from 2 to 4, failing requests until 7 and stale counts until 9.
        Timeline timeline = new Timeline(seconds(3, 7, 9));

        Incident incident = timeline.measure(List.of(List.of(Incident.of("kill", "a", 2, 4, ""))))
                .get(0);

        assertThat(incident.bad()).isEqualTo(5);
        assertThat(incident.answers()).isEqualTo(3);
        assertThat(incident.freshness()).isEqualTo(5);
    }

    @Test
    void shouldLeaveToTheNextFaultWhatComesAfterIt() {
        Timeline timeline = new Timeline(seconds(3, 7, 9));

        List<Incident> incidents = timeline.measure(
                List.of(List.of(Incident.of("kill", "a", 2, 3, "")), List.of(Incident.of("kill", "b", 5, 6, ""))));

        assertThat(incidents.get(0).bad()).isEqualTo(3);
        assertThat(incidents.get(1).bad()).isEqualTo(2);
        assertThat(incidents.get(1).freshness()).isEqualTo(3);
    }

    @Test
    void shouldMeasureFaultsAtOnceFromWhereEachWasMended() {
        Timeline timeline = new Timeline(seconds(3, 7, 9));

        List<Incident> incidents = timeline.measure(
                List.of(List.of(Incident.of("kill", "a", 2, 6, ""), Incident.of("pause", "b", 2.3, 4, ""))));

        assertThat(incidents).extracting(Incident::answers).containsExactly(1.0, 3.0);
        assertThat(incidents).extracting(Incident::bad).containsExactly(5, 5);
    }

    @Test
    void shouldFindNothingWhereNothingWasLost() {
        Timeline timeline = new Timeline(seconds(99, 99, 0));

        Incident incident = timeline.measure(List.of(List.of(Incident.of("kill", "a", 2, 4, ""))))
                .get(0);

        assertThat(incident.bad()).isZero();
        assertThat(incident.answers()).isZero();
    }

    /** Twenty seconds; requests are lost and counts are behind in the given ones. */
    private static List<Second> seconds(int firstBad, int lastBad, int lastStale) {
        List<Second> seconds = new ArrayList<>();
        for (int end = 1; end <= 20; end++) {
            boolean bad = end >= firstBad && end <= lastBad;
            boolean stale = end >= firstBad && end <= lastStale;
            seconds.add(new Second(end, 100, 100 - (bad ? LOST : 0), bad ? LOST : 0, 1, stale ? 3 : 0.3));
        }
        return seconds;
    }
}
