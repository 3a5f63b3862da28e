package hakaru.kakeru.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the pieces of the page. */
final class Markup {
    private Markup() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    static String tile(String name, String value, String note) {
        return "<div class='tile'><small>%s</small><b>%s</b><small>%s</small></div>\n"
                .formatted(escape(name), escape(value), escape(note));
    }

    static String facts(List<Fact> facts) {
        return facts.stream()
                .map(fact -> "<dt>%s</dt><dd>%s</dd>\n".formatted(escape(fact.name()), escape(fact.value())))
                .collect(Collectors.joining("", "<dl>", "</dl>"));
    }

    static String row(String tag, List<String> cells) {
        return cells.stream()
                .map(cell -> "<%s>%s</%1$s>".formatted(tag, escape(cell)))
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }
}
