package org.espalier.benchmarks.peers.tensorflow;

import org.espalier.benchmarks.harness.Program;

/** Runs a workload in TensorFlow-Java. */
public final class TensorFlowProgram {
    private TensorFlowProgram() {}

    /** Reads the command line; see {@link Program}. */
    public static void main(String[] args) {
        Program.main(args, (threads, arguments) -> new TensorFlowPeer(threads));
    }
}
