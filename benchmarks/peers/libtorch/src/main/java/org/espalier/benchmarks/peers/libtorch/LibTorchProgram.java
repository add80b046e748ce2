package org.espalier.benchmarks.peers.libtorch;

import org.espalier.benchmarks.harness.Program;

/** Runs a workload in LibTorch. */
public final class LibTorchProgram {
    private LibTorchProgram() {}

    /** Reads the command line; see {@link Program}. */
    public static void main(String[] args) {
        Program.main(args, (threads, arguments) -> new LibTorch(threads, arguments.has("channels-last")), "channels-last");
    }
}
