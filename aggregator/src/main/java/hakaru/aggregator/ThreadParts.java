package hakaru.aggregator;

/** What the tasks of one stream thread share. */
record ThreadParts(FlushPace pace, TaskStarts starts) {}
