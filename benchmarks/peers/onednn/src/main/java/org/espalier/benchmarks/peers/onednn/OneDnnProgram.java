package org.espalier.benchmarks.peers.onednn;

import org.espalier.benchmarks.harness.Program;

/**
 * Runs a kernel in oneDNN; threads are set outside, see the table of peers. With {@code --plain} images, filters and
 * results stand in rows, as a framework has them that does not know oneDNN's own layouts; without it they stand as
 * oneDNN likes them best.
 */
public final class OneDnnProgram {
    private OneDnnProgram() {}

    /** Reads the command line; see {@link Program}. */
    public static void main(String[] args) {
        Program.main(args, (threads, arguments) -> new OneDnn(arguments.has("plain")), "plain");
    }
}
