package hakaru.kakeru.load;

/** Names a request in one number: which beacon it carries, and which of all requests it is. */
final class Ticket {
    private Ticket() {}

    static long of(int number, int beacon) {
        return ((long) number << Integer.SIZE) | beacon;
    }

    /** Its index in {@link Traffic#beacons()}. */
    static int beacon(long ticket) {
        return (int) ticket;
    }

    static int number(long ticket) {
        return (int) (ticket >>> Integer.SIZE);
    }
}
