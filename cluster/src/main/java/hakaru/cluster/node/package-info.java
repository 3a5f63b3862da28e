/** The processes of the cluster, each of which can be killed, paused, stopped and started again. */
@org.jspecify.annotations.NullMarked
package hakaru.cluster.node;
