/** The database of the cluster: a primary and its replica. */
@org.jspecify.annotations.NullMarked
package hakaru.cluster.database;
