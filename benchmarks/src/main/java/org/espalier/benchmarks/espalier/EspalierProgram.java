package org.espalier.benchmarks.espalier;

import org.espalier.benchmarks.harness.Program;

/**
 * Runs a workload in Espalier: {@code --workload B --threads 2}, and {@code --backend cpu-plain}, {@code --profile} for
 * the time of every kernel, {@code --plan} for the plan and its memory.
 */
public final class EspalierProgram {
    private EspalierProgram() {}

    /** Reads the command line; see {@link Program}. */
    public static void main(String[] args) {
        Program.main(args, Espalier::new, "backend", "profile", "plan");
    }
}
