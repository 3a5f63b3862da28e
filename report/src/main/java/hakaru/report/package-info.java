/** The page that shows a newcomer what the pipeline has counted, and a publisher's page to try it with. */
@NullMarked
package hakaru.report;

import org.jspecify.annotations.NullMarked;
