package hakaru.runtime.management;

import hakaru.runtime.Lifecycle;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** A service's own registry, with what every JVM tells about itself. */
public final class Metrics {
    private Metrics() {}

    /** Opens a registry; binders that hold resources are closed with {@code lifecycle}. */
    public static PrometheusMeterRegistry open(Lifecycle lifecycle) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(MeterFilter.deny(Metrics::isOfOnePartition));
        lifecycle.add("metrics", registry::close);
        JvmGcMetrics collector = lifecycle.add("garbage collector metrics", new JvmGcMetrics());
        List.<MeterBinder>of(
                        collector,
                        new ClassLoaderMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(registry));
        return registry;
    }

    /**
     * Kafka's clients have dozens of meters for each task and each partition: of hundreds of partitions, they would be
     * nearly all of the page and of an idle process's work. Our own tell what matters of a partition.
     */
    private static boolean isOfOnePartition(Meter.Id id) {
        return id.getName().startsWith("kafka.") && (id.getTag("task.id") != null || id.getTag("partition") != null);
    }
}
