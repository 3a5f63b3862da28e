package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MysqlSinkIT {
    @Test
    void shouldCountWhatComesAndTellOfIt() {
        try (Stage stage = Stage.with(2)) {
            stage.topic().send(stage.topic().batch(0, 0, 5).addCounts(Counts.of("open", 5)));
            stage.topic()
                    .send(stage.topic()
                            .batch(1, 0, 4)
                            .addCounts(Counts.of("open", 2))
                            .setRejected(2));

            MysqlSink sink = stage.start();
            stage.awaitCountedTo(0, 5);
            stage.awaitCountedTo(1, 4);

            assertThat(stage.books().rows()).containsOnly(java.util.Map.entry("2026-05-28 20:26:40 open", "7/14"));
            assertThat(stage.books().rejected()).isEqualTo(2);
            assertThat(stage.ask(sink, "/readyz")).isEqualTo("200 ready\n");
            System.err.println(stage.ask(sink, "/metrics")
                    .lines()
                    .filter(l -> l.contains("hakaru"))
                    .collect(java.util.stream.Collectors.joining("\n")));
        }
    }
}
