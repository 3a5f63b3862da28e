package hakaru.deploy.k8s;

import static hakaru.deploy.k8s.Planted.CONTAINER;
import static hakaru.deploy.k8s.Planted.POD;
import static hakaru.deploy.k8s.Planted.add;
import static hakaru.deploy.k8s.Planted.dev;
import static hakaru.deploy.k8s.Planted.production;
import static hakaru.deploy.k8s.Planted.remove;
import static hakaru.deploy.k8s.Planted.replace;

/** Errors in how the services are set, asked, counted and stopped. */
final class ErrorsInServices {
    private ErrorsInServices() {}

    static Planted[] environment() {
        return new Planted[] {
            dev(
                    Rule.ENVIRONMENT,
                    "ConfigMap/ingest-api",
                    add("/data/INGEST_DRAIN", "5s"),
                    "INGEST_DRAIN is not a variable of this service"),
            dev(Rule.ENVIRONMENT, "ConfigMap/shared", add("/data/KAFKA_TOPICS", "3"), "KAFKA_TOPICS is read by nobody"),
            dev(
                    Rule.ENVIRONMENT,
                    "ConfigMap/shared",
                    add("/data/KAFKA_CLIENT_SECURITY", "SSL"),
                    "is not a client setting"),
            dev(
                    Rule.ENVIRONMENT,
                    "ConfigMap/shared",
                    remove("/data/KAFKA_BOOTSTRAP_SERVERS"),
                    "KAFKA_BOOTSTRAP_SERVERS is not given"),
            dev(
                    Rule.ENVIRONMENT,
                    "ConfigMap/mysql",
                    replace("/data/MYSQL_URL", "jdbc:mariadb://mysql/hakaru"),
                    "MYSQL_URL must start with"),
            dev(Rule.ENVIRONMENT, "Deployment/sink-mysql", remove(CONTAINER + "/env/0"), "MYSQL_PASSWORD is not given"),
            dev(Rule.ENVIRONMENT, "Job/migration", remove(CONTAINER + "/env/0"), "MYSQL_MIGRATION_USER is not given"),
            dev(
                    Rule.ENVIRONMENT,
                    "Deployment/aggregator",
                    replace(CONTAINER + "/env/0/valueFrom/fieldRef/fieldPath", "metadata.uid"),
                    "AGGREGATOR_INSTANCE_ID is not the pod's name"),
            dev(
                    Rule.ENVIRONMENT,
                    "Deployment/sink-mysql",
                    replace(CONTAINER + "/env/1/valueFrom/fieldRef/fieldPath", "metadata.uid"),
                    "SINK_INSTANCE_ID is not the pod's name"),
            dev(Rule.ENVIRONMENT, "Deployment/report", remove(CONTAINER + "/env/0"), "MYSQL_URL is not given"),
            dev(
                    Rule.ENVIRONMENT,
                    "ConfigMap/mysql",
                    replace("/data/MYSQL_URL", "jdbc:mysql://mysql"),
                    "container report: MYSQL_URL must be like"),
            dev(Rule.ENVIRONMENT, "ConfigMap/report", remove("/data/REPORT_HOST"), "REPORT_HOST is not given"),
            dev(
                    Rule.ENVIRONMENT,
                    "Deployment/aggregator",
                    add(POD + "/volumes/-", "{name: state, persistentVolumeClaim: {claimName: state}}"),
                    "must keep nothing")
        };
    }

    static Planted[] lifecycle() {
        return new Planted[] {
            dev(
                    Rule.STOPPING,
                    "Deployment/ingest-api",
                    replace(POD + "/terminationGracePeriodSeconds", "125"),
                    "must be above 125"),
            dev(
                    Rule.STOPPING,
                    "Deployment/aggregator",
                    remove(POD + "/terminationGracePeriodSeconds"),
                    "must be above 120"),
            dev(Rule.STOPPING, "Deployment/ingest-api", remove(CONTAINER + "/lifecycle"), "without preStop"),
            dev(
                    Rule.STOPPING,
                    "ConfigMap/ingest-api",
                    replace("/data/INGEST_DRAIN_DELAY", "4s"),
                    "must be above the 4"),
            dev(
                    Rule.STOPPING,
                    "Deployment/ingest-api",
                    replace("/spec/strategy/rollingUpdate/maxUnavailable", "1"),
                    "maxUnavailable must be 0"),
            dev(Rule.PROBES, "Deployment/sink-mysql", remove(CONTAINER + "/startupProbe"), "startupProbe must ask"),
            dev(
                    Rule.PROBES,
                    "Deployment/ingest-api",
                    replace(CONTAINER + "/livenessProbe/httpGet/path", "/readyz"),
                    "livenessProbe must ask /livez"),
            dev(
                    Rule.PROBES,
                    "Deployment/ingest-api",
                    replace(CONTAINER + "/readinessProbe/httpGet/port", "http"),
                    "at the port management"),
            dev(Rule.PARTITIONS, "Deployment/aggregator", replace("/spec/replicas", "5"), "more than the 4 partitions"),
            dev(
                    Rule.PARTITIONS,
                    "ConfigMap/aggregator",
                    replace("/data/AGGREGATOR_THREADS", "\"5\""),
                    "more than the 4 partitions"),
            production(
                    Rule.PARTITIONS,
                    "ScaledObject/aggregator",
                    replace("/spec/maxReplicaCount", "13"),
                    "more than the 12 partitions"),
            production(Rule.PARTITIONS, "KafkaTopic/impressions", replace("/spec/partitions", "6"), "must be 12"),
            production(
                    Rule.PARTITIONS,
                    "KafkaTopic/impression-counts",
                    replace("/spec/config/retention.ms", "604800001"),
                    "must be 604800000")
        };
    }
}
