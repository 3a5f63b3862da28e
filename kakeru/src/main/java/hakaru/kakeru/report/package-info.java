/** Tells what a run has found: on the terminal, as JSON, as a page. */
@NullMarked
package hakaru.kakeru.report;

import org.jspecify.annotations.NullMarked;
