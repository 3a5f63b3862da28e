package hakaru.kakeru.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws series as SVG. The drawing is small and scales up: on a phone its letters must still be read. */
record Chart(String title, String note, Axis across, Axis upward) {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 250;
    private static final int LEFT = 58;
    private static final int RIGHT = 16;
    private static final int TOP = 10;
    private static final int BOTTOM = 28;

    String lines(List<Series> series) {
        return figure(series, series.stream().map(this::line).collect(Collectors.joining()));
    }

    String dots(Series series) {
        return figure(
                List.of(series),
                series.points().stream()
                        .map(p -> "<circle class='%s' cx='%s' cy='%s' r='2.5'/>".formatted(series.style(), x(p), y(p)))
                        .collect(Collectors.joining()));
    }

    private String figure(List<Series> series, String drawing) {
        String legend = series.stream()
                .map(s -> "<span class='%s'>%s</span>".formatted(s.style(), Markup.escape(s.name())))
                .collect(Collectors.joining());
        return """
                <figure><figcaption><b>%s</b><small>%s</small><div class='legend'>%s</div></figcaption>
                <svg viewBox='0 0 %d %d' role='img' aria-label='%s'>%s%s%s</svg></figure>
                """.formatted(title, note, legend, WIDTH, HEIGHT, title, grid(), labels(), drawing);
    }

    private String line(Series series) {
        String points = series.points().stream().map(p -> x(p) + "," + y(p)).collect(Collectors.joining(" "));
        return "<polyline class='%s' points='%s'/>".formatted(series.style(), points);
    }

    private String grid() {
        return upward.ticks().stream()
                .map(tick -> "<line class='grid' x1='%d' x2='%d' y1='%s' y2='%3$s'/>"
                        .formatted(LEFT, WIDTH - RIGHT, number(top(tick.at()))))
                .collect(Collectors.joining());
    }

    private String labels() {
        String left = upward.ticks().stream()
                .map(tick -> "<text class='left' x='%d' y='%s'>%s</text>"
                        .formatted(LEFT - 6, number(top(tick.at()) + 4), tick.label()))
                .collect(Collectors.joining());
        String below = across.ticks().stream()
                .map(tick -> "<text class='%s' x='%s' y='%d'>%s</text>"
                        .formatted(
                                tick.at() > 0.95 ? "left" : "below",
                                number(leftOf(tick.at()) + (tick.at() > 0.95 ? RIGHT : 0)),
                                HEIGHT - 8,
                                tick.label()))
                .collect(Collectors.joining());
        return left + below;
    }

    private String x(Series.Point point) {
        return number(leftOf(across.place().applyAsDouble(point.x())));
    }

    private String y(Series.Point point) {
        return number(top(upward.place().applyAsDouble(point.y())));
    }

    private static double leftOf(double place) {
        return LEFT + Math.min(1, Math.max(0, place)) * (WIDTH - LEFT - RIGHT);
    }

    private static double top(double place) {
        return HEIGHT - BOTTOM - Math.min(1, Math.max(0, place)) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
