package hakaru.kakeru.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** Places values along one side of a chart, 0 to 1, and labels some of them. */
record Axis(DoubleUnaryOperator place, List<Tick> ticks) {
    private static final int MAX_TICKS = 6;
    /** From so many nines on, their labels need the room. */
    private static final int CROWDED = 4;

    record Tick(double at, String label) {}

    /** From 0 to at least {@code max}, in round steps. */
    static Axis linear(double max, DoubleFunction<String> label) {
        double step = roundStep(Math.max(max, 1e-9) / (MAX_TICKS - 1));
        double end = Math.max(step, Math.ceil(max / step - 1e-9) * step);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end + step / 2; i++) {
            ticks.add(new Tick(i * step / end, label.apply(i * step)));
        }
        return new Axis(value -> value / end, ticks);
    }

    /** From 0 to {@code max} exactly: time ends where the run ends. */
    static Axis time(double max) {
        double step = roundStep(max / (MAX_TICKS - 1));
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= max; i++) {
            ticks.add(new Tick(i * step / max, Figures.plain(i * step) + " s"));
        }
        return new Axis(value -> value / max, ticks);
    }

    /** Powers of ten around the values, which must be above 0. */
    static Axis logarithmic(double min, double max, DoubleFunction<String> label) {
        double low = Math.floor(Math.log10(min));
        double high = Math.max(low + 1, Math.ceil(Math.log10(max)));
        List<Tick> ticks = new ArrayList<>();
        for (double power = low; power <= high; power++) {
            ticks.add(new Tick((power - low) / (high - low), label.apply(Math.pow(10, power))));
        }
        return new Axis(value -> (Math.log10(Math.max(value, min)) - low) / (high - low), ticks);
    }

    /** Percentiles, each further nine as wide as the one before; {@code nines} of them. */
    static Axis percentiles(int nines) {
        List<Tick> ticks = new ArrayList<>(List.of(new Tick(0, "0")));
        if (nines < CROWDED) {
            ticks.add(new Tick(nines(50) / nines, "50 %"));
        }
        for (int i = 1; i <= nines; i++) {
            String nine = i == 1 ? "90 %" : "99 %";
            ticks.add(new Tick((double) i / nines, i <= 2 ? nine : "99." + "9".repeat(i - 2)));
        }
        return new Axis(percentile -> Math.min(1, nines(percentile) / nines), ticks);
    }

    private static double nines(double percentile) {
        return -Math.log10(1 - Math.min(percentile, 99.9999999) / 100);
    }

    private static double roundStep(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double factor = atLeast / power;
        if (factor <= 1) {
            return power;
        }
        if (factor <= 2) {
            return 2 * power;
        }
        return factor <= 5 ? 5 * power : 10 * power;
    }
}
