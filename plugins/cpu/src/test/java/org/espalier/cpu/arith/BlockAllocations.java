package org.espalier.cpu.arith;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.Allocations;
import org.espalier.cpu.Bits;
import org.espalier.cpu.kernel.Arithmetics;
import org.espalier.cpu.pool.WorkerPool;

/** Counts the bytes that a block function of vectors allocates in two thousand calls. */
public final class BlockAllocations {
    private BlockAllocations() {}

    static long here(BlocksTest.Sample sample) {
        float[][] in = {Bits.normal(4_096, 1), Bits.normal(4_096, 2), Bits.normal(4_096, 3)};
        int[] at = new int[3];
        float[] out = new float[4_096];
        try (WorkerPool none = new WorkerPool(1)) {
            BlockFunction block = sample.block().apply(EveryArithmetic.VECTOR.blocks());
            return Allocations.leastOf(() -> {
                for (int i = 0; i < 2_000; i++) {
                    block.apply(in, at, out, 0, 4_096);
                }
            }, none);
        }
    }

    /** In a new JVM, whose compiler has seen no other function in the same places. */
    static long inAnotherJvm(BlocksTest.Sample sample) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", Arithmetics.VECTOR_MODULE, "-cp", System.getProperty("java.class.path"),
                BlockAllocations.class.getName(), sample.name()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output.lines().filter(l -> l.startsWith("allocated ")).mapToLong(l -> Long.parseLong(l.substring(10))).findFirst()
                .orElseThrow(() -> new AssertionError("the other JVM counted nothing: " + output));
    }

    /** Argument: the name of the sample. */
    public static void main(String[] name) {
        BlocksTest.Sample sample = BlocksTest.samples().filter(s -> Arrays.asList(name).contains(s.name())).findFirst().orElseThrow();
        System.out.println("allocated " + here(sample));
    }
}
