package hakaru.testkit;

import java.util.UUID;

/** Makes names that no other test has: eight hexadecimal digits. */
final class RandomName {
    private RandomName() {}

    static String next() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
