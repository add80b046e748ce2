package org.espalier.benchmarks.peers.openblas;

import org.espalier.benchmarks.harness.Program;

/** Runs a matrix product in OpenBLAS; threads are set outside, see the table of peers. */
public final class OpenBlasProgram {
    private OpenBlasProgram() {}

    /** Reads the command line; see {@link Program}. */
    public static void main(String[] args) {
        Program.main(args, (threads, arguments) -> new OpenBlas());
    }
}
