package hakaru.kakeru.load;

/** Holds the requests that are due while all connections are busy, first in, first out, up to a bound. Allocates nothing. */
final class DueQueue {
    private final long[] requests;
    private final long[] due;
    private int head;
    private int size;

    DueQueue(int capacity) {
        this.requests = new long[capacity];
        this.due = new long[capacity];
    }

    boolean offer(long request, long dueNanos) {
        if (size == requests.length) {
            return false;
        }
        int tail = (head + size) % requests.length;
        requests[tail] = request;
        due[tail] = dueNanos;
        size++;
        return true;
    }

    long headRequest() {
        return requests[head];
    }

    long headDue() {
        return due[head];
    }

    void remove() {
        head = (head + 1) % requests.length;
        size--;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }
}
