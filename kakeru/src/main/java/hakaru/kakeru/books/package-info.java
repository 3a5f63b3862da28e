/** Compares what the pipeline accepted with what the database has counted, and measures how soon. */
@NullMarked
package hakaru.kakeru.books;

import org.jspecify.annotations.NullMarked;
