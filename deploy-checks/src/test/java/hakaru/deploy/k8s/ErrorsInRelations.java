package hakaru.deploy.k8s;

import static hakaru.deploy.k8s.Planted.CONTAINER;
import static hakaru.deploy.k8s.Planted.POD;
import static hakaru.deploy.k8s.Planted.add;
import static hakaru.deploy.k8s.Planted.dev;
import static hakaru.deploy.k8s.Planted.production;
import static hakaru.deploy.k8s.Planted.remove;
import static hakaru.deploy.k8s.Planted.replace;

/** Errors in what one object says of another. */
final class ErrorsInRelations {
    private ErrorsInRelations() {}

    static Planted[] selectorsAndPorts() {
        String label = "/spec/selector/matchLabels/app.kubernetes.io~1name";
        String name = "/spec/selector/app.kubernetes.io~1name";
        return new Planted[] {
            dev(Rule.SELECTORS, "Deployment/aggregator", replace(label, "agregator"), "does not select its pods"),
            dev(Rule.SELECTORS, "Service/ingest-api", replace(name, "ingest"), "selects no pod"),
            dev(Rule.SELECTORS, "PodDisruptionBudget/sink-mysql", replace(label, "sink"), "selects no pod"),
            dev(
                    Rule.SELECTORS,
                    "NetworkPolicy/services-to-kafka",
                    replace("/spec/podSelector/matchExpressions/0/values/2", "sink"),
                    "no pod has the label value \"sink\""),
            dev(
                    Rule.SELECTORS,
                    "Deployment/ingest-api",
                    replace(POD + "/topologySpreadConstraints/0/labelSelector/matchLabels", "{app: x}"),
                    "does not select its pods"),
            production(
                    Rule.SELECTORS,
                    "PodMonitor/kafka-exporter",
                    replace("/spec/selector/matchLabels/strimzi.io~1cluster", "kafka"),
                    "selects no pod"),
            dev(Rule.PORTS, "Service/ingest-api", replace("/spec/ports/0/targetPort", "web"), "have no port \"web\""),
            dev(
                    Rule.PORTS,
                    "Ingress/ingest-api",
                    replace("/spec/rules/0/http/paths/0/backend/service/port/name", "web"),
                    "there is no Service/ingest-api with a port"),
            dev(
                    Rule.PORTS,
                    "Deployment/ingest-api",
                    replace(CONTAINER + "/livenessProbe/httpGet/port", "admin"),
                    "a probe asks at the port \"admin\""),
            dev(
                    Rule.PORTS,
                    "NetworkPolicy/beacons",
                    replace("/spec/ingress/0/ports/0/port", "web"),
                    "no pod it is about has a port \"web\""),
            production(
                    Rule.PORTS,
                    "PodMonitor/hakaru",
                    replace("/spec/podMetricsEndpoints/0/port", "metrics"),
                    "have no port \"metrics\"")
        };
    }

    static Planted[] targetsAndReferences() {
        return new Planted[] {
            dev(
                    Rule.TARGETS,
                    "HorizontalPodAutoscaler/ingest-api",
                    replace("/spec/scaleTargetRef/name", "api"),
                    "there is no Deployment/api to scale"),
            dev(Rule.TARGETS, "Deployment/ingest-api", add("/spec/replicas", "2"), "decides on them"),
            dev(Rule.TARGETS, "StatefulSet/mysql", replace("/spec/serviceName", "x"), "there is no Service/x"),
            production(
                    Rule.TARGETS,
                    "ScaledObject/sink-mysql",
                    replace("/spec/triggers/0/authenticationRef/name", "x"),
                    "there is no TriggerAuthentication/x"),
            production(
                    Rule.TARGETS,
                    "KafkaTopic/impressions",
                    replace("/metadata/labels/strimzi.io~1cluster", "x"),
                    "there is no Kafka/x"),
            dev(
                    Rule.REFERENCES,
                    "Deployment/sink-mysql",
                    replace(CONTAINER + "/envFrom/0/configMapRef/name", "all"),
                    "there is no ConfigMap \"all\""),
            dev(
                    Rule.REFERENCES,
                    "Deployment/sink-mysql",
                    replace(POD + "/volumes/0/secret/secretName", "mysql"),
                    "nobody makes the Secret mysql"),
            dev(
                    Rule.REFERENCES,
                    "Deployment/sink-mysql",
                    replace(CONTAINER + "/env/0/value", "/run/secrets/mysql/passwd"),
                    "which no Secret has"),
            dev(
                    Rule.REFERENCES,
                    "Deployment/report",
                    replace(CONTAINER + "/env/0/valueFrom/configMapKeyRef/key", "url"),
                    "no ConfigMap has"),
            dev(
                    Rule.REFERENCES,
                    "Deployment/aggregator",
                    replace(CONTAINER + "/volumeMounts/0/name", "data"),
                    "there is no volume \"data\""),
            production(
                    Rule.REFERENCES,
                    "Deployment/redash-worker",
                    replace(CONTAINER + "/env/0/valueFrom/secretKeyRef/key", "url"),
                    "nobody makes the Secret \"redash\" with the key url"),
            production(
                    Rule.REFERENCES,
                    "TriggerAuthentication/kafka",
                    replace("/spec/configMapTargetRef/0/key", "user"),
                    "no ConfigMap has"),
            production(
                    Rule.REFERENCES,
                    "Ingress/ingest-api",
                    replace("/spec/tls/0/secretName", "x"),
                    "nobody makes the Secret \"x\"")
        };
    }

    static Planted[] routes() {
        String paths = "/spec/rules/0/http/paths";
        return new Planted[] {
            dev(Rule.ROUTES, "Ingress/ingest-api", remove(paths + "/0"), "the API answers /hakaru, but"),
            production(Rule.ROUTES, "Ingress/ingest-api", remove(paths + "/1"), "the API answers /tag.js, but"),
            dev(Rule.ROUTES, "Ingress/ingest-api", replace(paths + "/2/path", "/okay"), "the API has no /okay"),
            dev(
                    Rule.ROUTES,
                    "Ingress/ingest-api",
                    replace(paths + "/0/pathType", "Prefix"),
                    "the API answers /hakaru, but no exact path"),
            dev(
                    Rule.ROUTES,
                    "Ingress/ingest-api",
                    add(paths + "/-", "{path: /, pathType: Prefix}"),
                    "a path is there twice, or not exact")
        };
    }

    static Planted[] flows() {
        return new Planted[] {
            dev(Rule.NETWORK, "NetworkPolicy/default-deny", add("/spec/egress", "[{}]"), "denies everything"),
            dev(
                    Rule.NETWORK,
                    "NetworkPolicy/mysql",
                    remove("/spec/ingress/0/from/0/podSelector/matchExpressions/0/values/1"),
                    "migration -> mysql:mysql may be sent, but not received"),
            dev(
                    Rule.NETWORK,
                    "NetworkPolicy/services-to-kafka",
                    remove("/spec/podSelector/matchExpressions/0/values/0"),
                    "ingest-api -> kafka:kafka may be received, but not sent"),
            production(
                    Rule.NETWORK,
                    "Kafka/hakaru",
                    remove("/spec/kafka/listeners/0/networkPolicyPeers/0/podSelector/matchExpressions/0/values/1"),
                    "aggregator -> brokers:9093 may be sent, but not received"),
            dev(
                    Rule.NETWORK,
                    "Service/ingest-api",
                    add("/spec/ports/-", "{name: management, port: 9081, targetPort: management}"),
                    "only the beacon port is for the public"),
            dev(Rule.DNS, "NetworkPolicy/dns", remove("/spec/egress/0/to/0"), "ask kube-dns for a name by UDP"),
            dev(Rule.DNS, "NetworkPolicy/dns", remove("/spec/egress/0/to/1"), "ask node-local-dns for a name by UDP"),
            dev(Rule.DNS, "NetworkPolicy/dns", remove("/spec/egress/0/to/2"), "ask 169.254.20.10/32 for a name by UDP"),
            dev(
                    Rule.DNS,
                    "NetworkPolicy/dns",
                    remove("/spec/egress/0/to/3"),
                    "ask 169.254.169.254/32 for a name by UDP"),
            production(Rule.DNS, "NetworkPolicy/dns", remove("/spec/egress/0/ports/1"), "kube-dns for a name by TCP"),
            production(
                    Rule.DNS,
                    "NetworkPolicy/dns",
                    add("/spec/podSelector/matchLabels", "{app.kubernetes.io/name: ingest-api}"),
                    "no pod may ask kube-dns")
        };
    }
}
