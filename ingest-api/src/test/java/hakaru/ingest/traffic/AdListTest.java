package hakaru.ingest.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.StartException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdListTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    private AdList open(AdListConfig config) {
        return AdList.open(config, registry);
    }

    private static AdListConfig file(Path file) {
        return new AdListConfig(Optional.of(file), List.of());
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void shouldHaveEveryAdWithoutAList() {
        try (AdList ads = open(AdListConfig.NONE)) {
            assertThat(ads.has("whatever")).isTrue();
            assertThat(gauge("hakaru.ingest.ads.listed")).isZero();
        }
    }

    @Test
    void shouldHaveNamesAndPatternsAndNoOthers() {
        AdListConfig config =
                new AdListConfig(Optional.empty(), List.of("open", " shop_* ", "*.example", "a(b)*c", "", "# no name"));
        try (AdList ads = open(config)) {
            assertThat(List.of("open", "shop_", "shop_7", "x.example", "a(b)c", "a(b) and c"))
                    .allMatch(ads::has);
            assertThat(List.of("Open", "opens", "my shop_7", "xexample", "abc", "# no name", ""))
                    .noneMatch(ads::has);
            assertThat(gauge("hakaru.ingest.ads.listed")).isEqualTo(4);
        }
    }

    @Test
    void shouldReadAFileAgainWhenItHasChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("ads"), "open\n# a comment\n\nshop_*\n");
        try (AdList ads = open(file(file))) {
            assertThat(ads.has("open")).isTrue();

            Files.writeString(file, "shut\n");
            ads.look();

            assertThat(ads.has("open")).isFalse();
            assertThat(ads.has("shut")).isTrue();
            assertThat(gauge("hakaru.ingest.ads.listed")).isEqualTo(1);
        }
    }

    /** Else a slip of the hand would take every ad its name. */
    @Test
    void shouldKeepTheListWhenTheFileIsGoneOrEmpty() throws IOException {
        Path file = Files.writeString(folder.resolve("ads"), "open\n");
        try (AdList ads = open(file(file))) {
            Files.writeString(file, "\n");
            ads.look();
            assertThat(ads.has("open")).isTrue();
            assertThat(gauge("hakaru.ingest.ads.stale")).isEqualTo(1);

            Files.delete(file);
            ads.look();
            assertThat(ads.has("open")).isTrue();
            assertThat(ads.has("shut")).isFalse();

            Files.writeString(file, "shut\n");
            ads.look();
            assertThat(ads.has("shut")).isTrue();
            assertThat(gauge("hakaru.ingest.ads.stale")).isZero();
        }
    }

    @Test
    void shouldNotStartWithoutTheFile() {
        assertThatThrownBy(() -> open(file(folder.resolve("nowhere"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("INGEST_ADS")
                .hasMessageContaining("nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# no name\n"})
    void shouldNotStartWithAFileThatHasNoName(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("ads"), content);

        assertThatThrownBy(() -> open(file(file)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("the list of INGEST_ADS has no name");
    }

    @Test
    void shouldRefuseAListInTwoPlaces() {
        assertThatThrownBy(() -> new AdListConfig(Optional.of(folder), List.of("open")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not both");
    }

    @Test
    void shouldRefuseAListWithoutANameAtOnce() {
        assertThatThrownBy(() -> new AdListConfig(Optional.empty(), List.of(" ", "")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
