package hakaru.runtime;

import hakaru.runtime.config.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a program does, by the first word of its command line; without one it runs its service. A word that it does not know, or
 * one too many, is refused with exit status 2: {@code migrat} must not run a second sink.
 */
public final class Commands {
    private static final int WRONG_USE = 2;

    private final String program;
    private final Runnable service;
    private final Map<String, Command> commands = new TreeMap<>();

    private record Command(boolean standsAlone, Consumer<List<String>> action) {}

    /** @param service what runs without a word */
    public Commands(String program, Runnable service) {
        this.program = program;
        this.service = service;
    }

    /** A word that stands alone. */
    public Commands with(String word, Runnable action) {
        commands.put(word, new Command(true, none -> action.run()));
        return this;
    }

    /** A word whose command looks at what follows by itself. */
    public Commands withArguments(String word, Consumer<List<String>> action) {
        commands.put(word, new Command(false, action));
        return this;
    }

    /** Does what is asked for, or says what is wrong and ends the process. */
    public void run(String... line) {
        // Programs read what is written, by libraries too: in a locale with digits of its own, 8081 would be no port.
        Locale.setDefault(Locale.ROOT);
        List<String> words = List.of(line);
        problem(words).ifPresent(problem -> {
            System.err.println(problem);
            System.exit(WRONG_USE);
        });
        Command command = words.isEmpty() ? null : commands.get(words.get(0));
        if (command == null) {
            service.run();
            return;
        }
        command.action().accept(words.subList(1, words.size()));
    }

    /** What is wrong with a command line, in a line; empty when nothing is. */
    public Optional<String> problem(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String word = words.get(0);
        Command command = commands.get(word);
        if (command == null) {
            return Optional.of(program + " does not know '" + word + "'" + usage(word));
        }
        return command.standsAlone() && words.size() > 1
                ? Optional.of(program + " " + word + " takes nothing more, and not '" + words.get(1) + "'")
                : Optional.empty();
    }

    private String usage(String unknown) {
        if (commands.isEmpty()) {
            return ": it takes no arguments";
        }
        String question = Suggestion.from(commands.keySet(), unknown);
        return (question.isEmpty() ? "." : question) + " It runs the service without arguments, or takes one of: "
                + String.join(", ", commands.keySet());
    }
}
