package hakaru.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final List<String> done = new ArrayList<>();
    private final Commands commands = new Commands("shop", () -> done.add("served"))
            .with("count", () -> done.add("counted"))
            .withArguments("order", goods -> done.add("ordered " + goods));

    @Test
    void shouldDoWhatIsAskedFor() {
        commands.run();
        commands.run("count");
        commands.run("order");
        commands.run("order", "tea", "milk");

        assertThat(done).containsExactly("served", "counted", "ordered []", "ordered [tea, milk]");
    }

    @Test
    void shouldRefuseAWordThatItDoesNotKnow() {
        assertThat(commands.problem(List.of("conut")))
                .contains(
                        "shop does not know 'conut'; did you mean count? It runs the service without arguments, or takes"
                                + " one of: count, order");
        assertThat(commands.problem(List.of("garden")))
                .contains("shop does not know 'garden'. It runs the service without arguments, or takes one of: count,"
                        + " order");
        assertThat(new Commands("shop", () -> {}).problem(List.of("--help")))
                .contains("shop does not know '--help': it takes no arguments");
    }

    @Test
    void shouldRefuseAWordTooMany() {
        assertThat(commands.problem(List.of("count", "tea"))).contains("shop count takes nothing more, and not 'tea'");
    }
}
