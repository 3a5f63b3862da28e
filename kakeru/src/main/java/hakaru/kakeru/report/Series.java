package hakaru.kakeru.report;

import java.util.List;

/** One line or cloud of points in a chart; {@code style} is a class of the page's style sheet. */
record Series(String name, String style, List<Point> points) {
    record Point(double x, double y) {}
}
