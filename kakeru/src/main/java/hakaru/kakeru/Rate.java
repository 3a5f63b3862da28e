package hakaru.kakeru;

/** A given rate in requests per second, or the highest at which the goal holds, which is to be found. */
sealed interface Rate {
    record Fixed(long perSecond) implements Rate {
        /** As {@code --help} shows it. */
        @Override
        public String toString() {
            return Long.toString(perSecond);
        }
    }

    record Highest() implements Rate {}
}
