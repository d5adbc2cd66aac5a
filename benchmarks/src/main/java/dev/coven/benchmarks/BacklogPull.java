package dev.coven.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.coven.engine.PullResult;
import dev.coven.storage.filesystem.FilesystemProvider;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Pulls all there is and prints what the heap held at most. */
final class BacklogPull {
    private BacklogPull() {}

    /**
     * One pull.
     *
     * @param arguments a device's folder, and the store's
     */
    public static void main(String[] arguments) throws Exception {
        AtomicLong liveBytes = watchCollections();
        BenchDevice.Surroundings surroundings = new BenchDevice.Surroundings(
                new FilesystemProvider(), Path.of(arguments[1]).toUri(), List.of(), Map.of());
        try (BenchDevice reader = BenchDevice.open(Path.of(arguments[0]), surroundings)) {
            long start = System.nanoTime();
            PullResult result = reader.library().pull();
            double millis = (System.nanoTime() - start) / 1e6;
            if (!result.held().isEmpty()) {
                throw new IllegalStateException("not everything was pulled: " + result);
            }
            System.out.printf(
                    Locale.ROOT,
                    "pulled %d changesets in %.0f ms; heap of %d MiB: %d MiB used at most, %d MiB of it left after a collection%n",
                    result.changesetsApplied(),
                    millis,
                    Runtime.getRuntime().maxMemory() >> 20,
                    peakBytes() >> 20,
                    liveBytes.get() >> 20);
        }
    }

    /** The sum of what each part of the heap held at most: never less than what the heap held. */
    private static long peakBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** The most that the heap held right after a collection. */
    private static AtomicLong watchCollections() {
        Set<String> heap = new HashSet<>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                heap.add(pool.getName());
            }
        }
        AtomicLong most = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                Map<String, MemoryUsage> after = GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo()
                                        .getMemoryUsageAfterGc();
                                long live = after.entrySet().stream()
                                        .filter(pool -> heap.contains(pool.getKey()))
                                        .mapToLong(pool -> pool.getValue().getUsed())
                                        .sum();
                                most.accumulateAndGet(live, Math::max);
                            },
                            null,
                            null);
        }
        return most;
    }
}
