package hakaru.kakeru.report;

import hakaru.kakeru.books.Account;
import hakaru.kakeru.books.Books;
import hakaru.kakeru.books.Sums;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Shows the books on the page, impressions and values. */
final class BooksTable {
    private static final int ADS_SHOWN = 30;
    private static final List<String> HEAD = List.of("Ad", "Sent", "Accepted", "Failed", "Unknown", "Counted", "");

    private BooksTable() {}

    static String of(Books books) {
        return table("Impressions", books, Sums::impressions) + table("Values", books, Sums::value);
    }

    private static String table(String caption, Books books, ToLongFunction<Sums> figure) {
        StringBuilder rows = new StringBuilder(Markup.row("th", HEAD));
        for (Map.Entry<String, Account> ad : books.foremost(ADS_SHOWN)) {
            rows.append(row(ad.getKey(), ad.getValue(), figure));
        }
        int more = books.ads().size() - ADS_SHOWN;
        rows.append(row(more > 0 ? "all %,d ads".formatted(books.ads().size()) : "all", books.total(), figure));
        return "<div class='scroll'><table><caption>%s</caption>%s</table></div>".formatted(caption, rows);
    }

    private static String row(String name, Account account, ToLongFunction<Sums> figure) {
        return Markup.row(
                "td",
                List.of(
                        name,
                        Figures.whole(figure.applyAsLong(account.sent())),
                        Figures.whole(figure.applyAsLong(account.accepted())),
                        Figures.whole(figure.applyAsLong(account.failed())),
                        Figures.whole(figure.applyAsLong(account.unknown())),
                        Figures.whole(figure.applyAsLong(account.counted())),
                        account.isBalanced() ? "✓" : "✗ does not balance"));
    }
}
