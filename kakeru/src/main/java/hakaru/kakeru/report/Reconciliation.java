package hakaru.kakeru.report;

import hakaru.kakeru.books.Books;
import hakaru.kakeru.books.Freshness;

/** What the database had to say. */
public record Reconciliation(Books books, Freshness freshness, String databaseVersion) {}
