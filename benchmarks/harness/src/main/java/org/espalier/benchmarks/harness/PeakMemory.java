package org.espalier.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The largest resident memory that a process has had. */
public final class PeakMemory {
    private static final String LABEL = "VmHWM:";

    private PeakMemory() {}

    /** The bytes of this process; 0 where the system does not tell. */
    public static long ofThisProcess() {
        Path status = Path.of("/proc/self/status");
        try {
            return Files.isReadable(status) ? parse(Files.readString(status)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    static long parse(String status) {
        return status.lines()
                .filter(l -> l.startsWith(LABEL))
                .map(l -> l.substring(LABEL.length()).strip().split("\\s+"))
                .mapToLong(words -> Long.parseLong(words[0]) * 1024)
                .findFirst()
                .orElse(0);
    }
}
