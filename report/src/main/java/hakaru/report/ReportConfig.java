package hakaru.report;

import hakaru.runtime.Endpoint;
import hakaru.runtime.KafkaConfig;

/**
 * What the report is given.
 *
 * @param endpoint where it listens
 * @param apiPort where ingest-api listens, on the same host
 */
public record ReportConfig(Endpoint endpoint, int apiPort, Database database, KafkaConfig kafka) {
    /**
     * The database to read.
     *
     * @param jdbcUrl without credentials
     * @param user who may only SELECT
     */
    public record Database(String jdbcUrl, String user, String password) {
        @Override
        public String toString() {
            return user + " at " + jdbcUrl;
        }
    }
}
