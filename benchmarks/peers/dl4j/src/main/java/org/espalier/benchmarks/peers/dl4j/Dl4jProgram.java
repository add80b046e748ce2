package org.espalier.benchmarks.peers.dl4j;

import org.espalier.benchmarks.harness.Program;

/** Runs a workload in Deeplearning4j; threads are also set outside, see the table of peers. */
public final class Dl4jProgram {
    private Dl4jProgram() {}

    /** Reads the command line; see {@link Program}. */
    public static void main(String[] args) {
        Program.main(args, (threads, arguments) -> new Dl4j(threads));
    }
}
