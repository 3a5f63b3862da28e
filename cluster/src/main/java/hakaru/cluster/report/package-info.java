/** What a run has shown, for programs and for people. */
@org.jspecify.annotations.NullMarked
package hakaru.cluster.report;
