/** Runs a Kafka broker in this JVM and a MariaDB beside it, for the one-command run and the integration tests. */
@NullMarked
package hakaru.embedded;

import org.jspecify.annotations.NullMarked;
