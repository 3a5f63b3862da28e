@NullMarked
package hakaru.kakeru.books;

import org.jspecify.annotations.NullMarked;
