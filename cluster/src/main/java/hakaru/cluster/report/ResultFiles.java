package hakaru.cluster.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps results as files: for programs, and as a page. */
public final class ResultFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final ObjectMapper LINE = new ObjectMapper();

    private final Path directory;

    public ResultFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes both files, and gives in words what is in them. */
    public List<String> write(Result result) throws IOException {
        Files.createDirectories(directory);
        String name = "%s-%s"
                .formatted(
                        result.started().replaceAll("\\..*|[-:Z]", ""),
                        result.scenario().isEmpty() ? Long.toString(result.seed()) : result.scenario());
        Path json = directory.resolve(name + ".json");
        Path page = directory.resolve(name + ".html");
        List<String> words = new ArrayList<>(Words.of(result));
        JSON.writeValue(json.toFile(), result);
        Files.writeString(page, Page.of(result, words));
        words.add("report: %s and %s".formatted(json, page));
        return words;
    }

    /** Reads what {@link #keep} has written: a run a line; nothing where there is no such file. */
    public static List<Result> kept(Path history) throws IOException {
        List<Result> results = new ArrayList<>();
        if (Files.exists(history)) {
            for (String line : Files.readAllLines(history)) {
                results.add(JSON.readValue(line, Result.class));
            }
        }
        return results;
    }

    /** Writes runs to a file that is read again by {@link #kept}, without their seconds: some 15 KB a run of a hundred faults. */
    public static void keep(Path history, List<Result> results) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Result result : results) {
            lines.add(LINE.writeValueAsString(result.withoutSeconds()));
        }
        Files.write(history, lines);
    }

    public static Result read(Path json) throws IOException {
        return JSON.readValue(json.toFile(), Result.class);
    }
}
