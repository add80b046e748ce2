package org.espalier.benchmarks.peers.kotlindl;

import org.espalier.benchmarks.harness.Program;

/** Runs a workload in KotlinDL, which has no setting for threads: the process is bound to processors from outside. */
public final class KotlinDlProgram {
    private KotlinDlProgram() {}

    /** Reads the command line; see {@link Program}. */
    public static void main(String[] args) {
        Program.main(args, (threads, arguments) -> new KotlinDl());
    }
}
