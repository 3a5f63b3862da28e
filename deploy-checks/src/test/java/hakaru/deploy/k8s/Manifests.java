package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All objects of one deployment. */
record Manifests(List<Manifest> all) {
    Manifests {
        all = new ArrayList<>(all);
    }

    static Manifests of(List<ObjectNode> documents) {
        return new Manifests(documents.stream().map(Manifest::new).toList());
    }

    Optional<Manifest> find(String kind, String name) {
        return find(kind + "/" + name);
    }

    Optional<Manifest> find(String id) {
        return all.stream().filter(manifest -> manifest.id().equals(id)).findFirst();
    }

    List<Manifest> of(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    /** What makes pods. */
    List<Workload> workloads() {
        return all.stream().flatMap(manifest -> Workload.of(manifest).stream()).toList();
    }

    Stream<Container> containers() {
        return workloads().stream().flatMap(workload -> workload.containers().stream());
    }

    Manifests copy() {
        return new Manifests(all.stream().map(Manifest::copy).toList());
    }
}
