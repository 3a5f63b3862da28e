package hakaru.deploy.k8s;

import static hakaru.deploy.k8s.Planted.CONTAINER;
import static hakaru.deploy.k8s.Planted.IN_CRON_JOB;
import static hakaru.deploy.k8s.Planted.POD;
import static hakaru.deploy.k8s.Planted.add;
import static hakaru.deploy.k8s.Planted.dev;
import static hakaru.deploy.k8s.Planted.production;
import static hakaru.deploy.k8s.Planted.remove;
import static hakaru.deploy.k8s.Planted.replace;

/** Errors in what one object says by itself. */
final class ErrorsInFields {
    private ErrorsInFields() {}

    static Planted[] fields() {
        return new Planted[] {
            dev(Rule.KNOWN_FIELDS, "Deployment/ingest-api", add("/spec/replica", "2"), "replica"),
            dev(Rule.KNOWN_FIELDS, "Deployment/aggregator", add(CONTAINER + "/comand", "[]"), "comand"),
            dev(Rule.KNOWN_FIELDS, "Deployment/aggregator", replace("/spec/replicas", "two"), "two"),
            dev(Rule.KNOWN_FIELDS, "Deployment/aggregator", remove("/spec/selector"), "selector"),
            dev(Rule.KNOWN_FIELDS, "Job/migration", replace("/apiVersion", "batch/v2"), "V2Job"),
            production(Rule.KNOWN_FIELDS, "Kafka/hakaru", add("/spec/kafka/listener", "[]"), "listener"),
            production(Rule.KNOWN_FIELDS, "Kafka/hakaru", add("/spec/kafka/rack/key", "x"), "key"),
            production(Rule.KNOWN_FIELDS, "KafkaTopic/impressions", add("/spec/partition", "12"), "partition"),
            production(Rule.KNOWN_FIELDS, "KafkaUser/aggregator", add("/spec/acls", "[]"), "acls"),
            production(Rule.KNOWN_FIELDS, "KafkaNodePool/broker", replace("/spec/roles", "[brokr]"), "brokr"),
            production(Rule.KNOWN_FIELDS, "PodMonitor/hakaru", add("/spec/endpoints", "[]"), "endpoints"),
            production(Rule.KNOWN_FIELDS, "ScaledObject/aggregator", add("/spec/maxReplicas", "3"), "maxReplicas"),
            production(Rule.KNOWN_FIELDS, "ScaledObject/aggregator", remove("/spec/triggers/0/type"), "type"),
            production(Rule.KNOWN_FIELDS, "TriggerAuthentication/kafka", add("/spec/secret", "x"), "secret")
        };
    }

    static Planted[] pods() {
        return new Planted[] {
            dev(
                    Rule.IMAGES,
                    "Deployment/ingest-api",
                    replace(CONTAINER + "/image", "hakaru/ingest-api:latest"),
                    "is not pinned"),
            dev(Rule.IMAGES, "Job/migration", replace(CONTAINER + "/image", "hakaru/sink-mysql"), "is not pinned"),
            dev(Rule.RESOURCES, "StatefulSet/mysql", remove(CONTAINER + "/resources/limits/cpu"), "/limits/cpu"),
            dev(
                    Rule.RESOURCES,
                    "StatefulSet/mysql",
                    replace(CONTAINER + "/resources/limits/memory", "2Gi"),
                    "another amount"),
            dev(
                    Rule.RESOURCES,
                    "Deployment/ingest-api",
                    replace(CONTAINER + "/env/0/value", "-Xmx1g"),
                    "its heap is not sized"),
            dev(Rule.SECURITY, "StatefulSet/kafka", remove(POD + "/automountServiceAccountToken"), "must be false"),
            dev(Rule.SECURITY, "Deployment/ingest-api", remove(POD + "/enableServiceLinks"), "/enableServiceLinks"),
            dev(Rule.SECURITY, "Job/migration", remove(POD + "/securityContext/seccompProfile"), "RuntimeDefault"),
            dev(Rule.SECURITY, "CronJob/maintenance", remove(IN_CRON_JOB + "/securityContext"), "RuntimeDefault"),
            dev(Rule.KNOWN_FIELDS, "CronJob/maintenance", add("/spec/every", "day"), "every"),
            dev(Rule.SECURITY, "Job/migration", replace(POD + "/securityContext/runAsUser", "0"), "root's"),
            dev(Rule.SECURITY, "Job/migration", remove(POD + "/securityContext/runAsNonRoot"), "/runAsNonRoot"),
            dev(Rule.SECURITY, "Job/migration", add(POD + "/hostNetwork", "true"), "hostNetwork"),
            dev(
                    Rule.SECURITY,
                    "StatefulSet/mysql",
                    replace(CONTAINER + "/securityContext/readOnlyRootFilesystem", "false"),
                    "/readOnlyRootFilesystem"),
            dev(
                    Rule.SECURITY,
                    "StatefulSet/mysql",
                    add(CONTAINER + "/securityContext/capabilities/add", "[SYS_NICE]"),
                    "SYS_NICE"),
            production(
                    Rule.SECURITY,
                    "Deployment/redash-server",
                    remove(POD + "/initContainers/0/securityContext"),
                    "container tables"),
            dev(
                    Rule.SECURITY,
                    "Namespace/hakaru",
                    remove("/metadata/labels/pod-security.kubernetes.io~1enforce"),
                    "does not enforce")
        };
    }
}
