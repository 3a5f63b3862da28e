/** Runs parts of the pipeline by themselves, to measure what each can do. */
@NullMarked
package hakaru.bench;

import org.jspecify.annotations.NullMarked;
