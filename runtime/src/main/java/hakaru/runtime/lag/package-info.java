/** How far consumer groups are behind, as seen from any process: also from one that is not of the group. */
@NullMarked
package hakaru.runtime.lag;

import org.jspecify.annotations.NullMarked;
