/** What goes wrong, each kind a class of its own and bounded in time. */
@org.jspecify.annotations.NullMarked
package hakaru.cluster.fault;
