package hakaru.ingest.port;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;

/**
 * What the system lets this process have.
 *
 * @param heap bytes
 * @param directMemory bytes outside of the heap, where sockets are read and written
 * @param descriptors files and sockets
 */
public record ProcessLimits(long heap, long directMemory, long descriptors) {
    public static ProcessLimits ofThisProcess() {
        return new ProcessLimits(
                Runtime.getRuntime().maxMemory(), PlatformDependent.maxDirectMemory(), maxDescriptors());
    }

    /** Where nobody says, there is no limit that we could keep to. */
    private static long maxDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
