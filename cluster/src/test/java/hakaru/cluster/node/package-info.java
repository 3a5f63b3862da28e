@org.jspecify.annotations.NullMarked
package hakaru.cluster.node;
