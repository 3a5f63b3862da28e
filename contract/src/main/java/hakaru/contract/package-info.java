/** What the services agree on: the messages, the topics, and what a valid impression is. No I/O. */
@NullMarked
package hakaru.contract;

import org.jspecify.annotations.NullMarked;
