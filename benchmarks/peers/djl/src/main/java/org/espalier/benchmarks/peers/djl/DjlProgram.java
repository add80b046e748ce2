package org.espalier.benchmarks.peers.djl;

import org.espalier.benchmarks.harness.Program;

/** Runs a workload in DJL; threads are also set outside, see the table of peers. */
public final class DjlProgram {
    private DjlProgram() {}

    /** Reads the command line; see {@link Program}. */
    public static void main(String[] args) {
        Program.main(args, (threads, arguments) -> new Djl());
    }
}
