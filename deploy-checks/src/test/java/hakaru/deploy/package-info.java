/** Whether the files of operations, and the documents, say what the code does. */
@NullMarked
package hakaru.deploy;

import org.jspecify.annotations.NullMarked;
