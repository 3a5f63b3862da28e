package hakaru.standalone;

import java.util.Optional;

/** The MySQL or MariaDB that the counts go to. Closing it ends what was started for it. */
interface Database extends AutoCloseable {
    /** The user that the report reads as, where it is not the writer. */
    default Optional<DatabaseUser> reader() {
        return Optional.empty();
    }

    /** The shell command that opens a SQL prompt, where there is one. */
    default Optional<String> prompt() {
        return Optional.empty();
    }

    /** One that was there before us goes on. */
    @Override
    default void close() {}
}
