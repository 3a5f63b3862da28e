package hakaru.runtime.lag;

import org.apache.kafka.common.TopicPartition;

/** A partition as one group reads it. */
record GroupPartition(String group, TopicPartition partition) {}
