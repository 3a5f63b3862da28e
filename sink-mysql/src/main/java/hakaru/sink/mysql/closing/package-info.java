/** What is final: the moment up to which all is counted, the days that are closed, and the proof of one. */
@NullMarked
package hakaru.sink.mysql.closing;

import org.jspecify.annotations.NullMarked;
