package org.espalier.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What it runs on.
 *
 * @param cpu the processor's name
 * @param cores the processors that the JVM sees
 * @param system the operating system
 * @param jvm the JVM
 */
record Machine(String cpu, int cores, String system, String jvm) {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    /** This one. */
    static Machine here() {
        String cpu = figure("model name");
        return new Machine(cpu.isEmpty() ? System.getProperty("os.arch") : cpu, Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    /** Whether the processor has a set of instructions, such as {@code avx512f}. */
    static boolean has(String instructions) {
        return Arrays.asList(figure("flags").split("\\s+")).contains(instructions);
    }

    private static String figure(String name) {
        try {
            return Files.isReadable(CPUS) ? parse(Files.readString(CPUS), name) : "";
        } catch (IOException e) {
            return "";
        }
    }

    static String parse(String cpuInfo, String name) {
        return cpuInfo.lines()
                .filter(l -> l.startsWith(name) && l.contains(":"))
                .map(l -> l.substring(l.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
