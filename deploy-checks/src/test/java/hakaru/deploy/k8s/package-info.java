/** Checks the manifests without a cluster: what kustomize makes of them, each kind's fields, and how they fit together. */
@NullMarked
package hakaru.deploy.k8s;

import org.jspecify.annotations.NullMarked;
