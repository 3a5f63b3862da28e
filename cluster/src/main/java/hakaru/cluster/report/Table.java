package hakaru.cluster.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Merges results: how often each kind of fault was committed, and what it cost, at the median and at the worst. */
public final class Table {
    private static final String HEAD = """
            | fault | committed | not recovered | seconds with a failed request | answers back after, s | counts fresh after, s |
            | --- | --- | --- | --- | --- | --- |
            """;

    private Table() {}

    public static String of(Collection<Result> results) {
        Map<String, List<Incident>> kinds = new TreeMap<>();
        results.forEach(result -> result.incidents()
                .forEach(incident -> kinds.computeIfAbsent(incident.kind(), kind -> new ArrayList<>())
                        .add(incident)));
        StringBuilder table = new StringBuilder(HEAD);
        kinds.forEach((kind, incidents) -> table.append(row(kind, incidents)));
        return table.append('\n').append(total(results)).toString();
    }

    private static String row(String kind, List<Incident> incidents) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %d | %d | %s | %s | %s |%n",
                kind,
                incidents.size(),
                incidents.stream().filter(Incident::hasFailed).count(),
                spread(incidents, Incident::bad),
                spread(incidents, Incident::answers),
                spread(incidents, Incident::freshness));
    }

    private static String total(Collection<Result> results) {
        return String.format(
                Locale.ROOT,
                "%d faults in %d runs (seeds %s); %,d requests, %,d answered 200; difference %d.%n",
                results.stream().mapToInt(result -> result.incidents().size()).sum(),
                results.size(),
                String.join(
                        ", ",
                        results.stream()
                                .map(result ->
                                        result.scenario().isEmpty() ? Long.toString(result.seed()) : result.scenario())
                                .toList()),
                results.stream().mapToLong(result -> result.requests().sent()).sum(),
                results.stream()
                        .mapToLong(result -> result.requests().accepted())
                        .sum(),
                results.stream().mapToLong(result -> result.sums().difference()).sum());
    }

    /** The median, and the worst in brackets. */
    private static String spread(List<Incident> incidents, ToDoubleFunction<Incident> figure) {
        double[] figures = incidents.stream().mapToDouble(figure).sorted().toArray();
        double median = figures[(figures.length - 1) / 2];
        return String.format(Locale.ROOT, "%.1f (%.1f)", median, figures[figures.length - 1]);
    }
}
