/** The wires between the processes, which can be cut. */
@org.jspecify.annotations.NullMarked
package hakaru.testkit.network;
