package hakaru.runtime.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One gauge a key, which reads the latest value of that key. The gauges stay as long as the keys do: with many partitions,
 * making them anew would cost more than measuring. Safe for use by several threads.
 */
public final class GaugeFamily<K, V> {
    private final MultiGauge gauges;
    private final Function<K, Tags> tags;
    private final ToDoubleFunction<V> number;
    private volatile Map<K, V> latest = Map.of();

    /** @param number what a gauge shows of a value; asked at each reading, so it may be NaN when a value is old */
    public GaugeFamily(
            MultiGauge.Builder family, MeterRegistry registry, Function<K, Tags> tags, ToDoubleFunction<V> number) {
        this.gauges = family.register(registry);
        this.tags = tags;
        this.number = number;
    }

    /** From now on there is a gauge for each of these keys. */
    public synchronized void set(Map<K, V> values) {
        Set<K> former = latest.keySet();
        latest = Map.copyOf(values);
        if (former.equals(latest.keySet())) {
            return;
        }
        List<Row<?>> rows = new ArrayList<>();
        latest.keySet().forEach(key -> rows.add(Row.of(tags.apply(key), () -> number(latest.get(key)))));
        gauges.register(rows);
    }

    private double number(@Nullable V value) {
        return value == null ? Double.NaN : number.applyAsDouble(value);
    }
}
