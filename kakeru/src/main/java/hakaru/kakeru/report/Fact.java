package hakaru.kakeru.report;

/** Something worth knowing about a run, with its name. */
public record Fact(String name, String value) {}
