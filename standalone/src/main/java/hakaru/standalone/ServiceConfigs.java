package hakaru.standalone;

import hakaru.aggregator.AggregatorConfig;
import hakaru.ingest.IngestConfig;
import hakaru.runtime.config.Settings;
import hakaru.sink.SinkConfig;

/** What the three services are told. Read as one configuration, so that all that is wrong is told before anything starts. */
record ServiceConfigs(IngestConfig ingest, AggregatorConfig aggregator, SinkConfig sink) {
    static ServiceConfigs from(Settings settings) {
        return new ServiceConfigs(
                settings.section(IngestConfig::from),
                settings.section(AggregatorConfig::from),
                settings.section(SinkConfig::from));
    }
}
