/** The rig: a whole cluster on this machine, under load and under faults, with the books at the end. */
@org.jspecify.annotations.NullMarked
package hakaru.cluster;
