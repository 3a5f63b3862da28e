@org.jspecify.annotations.NullMarked
package hakaru.testkit.network;
