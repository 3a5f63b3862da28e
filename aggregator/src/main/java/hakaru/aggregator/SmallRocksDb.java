package hakaru.aggregator;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/** Sizes RocksDB for a store of one entry; its defaults hold up to 100 MB for each partition. */
public final class SmallRocksDb implements RocksDBConfigSetter {
    private static final long WRITE_BUFFER = 256 << 10;
    private static final long BLOCK_CACHE = 256 << 10;

    private final Cache cache = new LRUCache(BLOCK_CACHE);

    @Override
    public void setConfig(String store, Options options, Map<String, Object> properties) {
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(cache);
            options.setTableFormatConfig(table);
        }
    }

    @Override
    public void close(String store, Options options) {
        cache.close();
    }
}
