package org.espalier.cpu.kernel;

import java.util.List;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.chain.Chain;
import org.espalier.cpu.layout.Strided;

/**
 * A chain of element-wise steps, worked out so that it can walk over blocks of elements. Its values are cells. What is of
 * full size is read and written where it lies; what is broadcast along some axes, and what passes from one stage to
 * another, lies in lanes: pieces of scratch memory of the size of a block, which later values reuse. Immutable.
 *
 * @param size the number of elements
 * @param cells the number of cells
 * @param sources the inputs
 * @param constants the cells that are one number that is known
 * @param stages what is done to every block, in order
 * @param sinks the outputs
 * @param product the cell that a matrix product fills before the first stage, or -1
 * @param laneOf the lane of each cell, or -1 for cells that need none
 * @param lanes the number of lanes
 */
record Region(int size, int cells, List<Source> sources, List<Constant> constants, List<Stage> stages, List<Sink> sinks,
        int product, int[] laneOf, int lanes) {
    /** How an input is read. */
    enum Reading {
        /** In place, element by element. */
        DIRECT,
        /** One number for all elements. */
        ONCE,
        /** From a lane that is filled for every block. */
        BLOCKWISE
    }

    /** Input {@code input} as cell {@code cell}. */
    record Source(int cell, int input, boolean truth, Strided layout, Reading reading) {}

    /** A number as cell {@code cell}. */
    record Constant(int cell, float value) {}

    /** Cell {@code cell} as output {@code output}. */
    record Sink(int cell, int output, boolean truth) {}

    /** What is done to a block between reading and writing it. */
    sealed interface Stage permits Call, Code {
        /** Whether it reads a cell. */
        boolean reads(int cell);

        /** Whether it computes a cell. */
        boolean computes(int cell);
    }

    /** A function from cells in memory to a cell in memory. */
    record Call(BlockFunction function, int[] arguments, int result) implements Stage {
        @Override
        public boolean reads(int cell) {
            return contains(arguments, cell);
        }

        @Override
        public boolean computes(int cell) {
            return result == cell;
        }
    }

    /**
     * Compiled steps.
     *
     * @param realInputs the real cells that it reads
     * @param truthInputs the logical ones, which are inputs of the region
     * @param numbers the cells that are one number
     * @param realResults the real cells that it writes
     * @param truthResults the logical ones, which are outputs of the region
     */
    record Code(Chain chain, int[] realInputs, int[] truthInputs, int[] numbers, int[] realResults, int[] truthResults)
            implements Stage {
        @Override
        public boolean reads(int cell) {
            return contains(realInputs, cell) || contains(truthInputs, cell) || contains(numbers, cell);
        }

        @Override
        public boolean computes(int cell) {
            return contains(realResults, cell) || contains(truthResults, cell);
        }
    }

    private static boolean contains(int[] cells, int cell) {
        for (int c : cells) {
            if (c == cell) {
                return true;
            }
        }
        return false;
    }

    /** The last stage that reads a cell, or -1. */
    int lastRead(int cell) {
        for (int s = stages.size() - 1; s >= 0; s--) {
            if (stages.get(s).reads(cell)) {
                return s;
            }
        }
        return -1;
    }

    /** The stage that computes a cell, or -1. */
    int writer(int cell) {
        for (int s = 0; s < stages.size(); s++) {
            if (stages.get(s).computes(cell)) {
                return s;
            }
        }
        return -1;
    }

    /** Whether the stage that computes a cell stores it as truth values itself. */
    boolean storesTruth(int cell) {
        return stages.get(writer(cell)) instanceof Code code && contains(code.truthResults, cell);
    }

    /**
     * Whether an output may lie over an input of the same type, whose elements must not be read after the stage that
     * writes them.
     */
    boolean inPlace(int input, int output) {
        for (Source source : sources) {
            if (source.input == input) {
                return source.layout.isContiguous() && isWrittenAfter(source, sinks.get(output));
            }
        }
        return false;
    }

    private boolean isWrittenAfter(Source source, Sink sink) {
        // What is gathered into a lane is read before the first stage.
        int read = source.reading == Reading.BLOCKWISE ? -1 : lastRead(source.cell);
        return read <= writer(sink.cell);
    }

    /**
     * The output in whose memory the product may lie, because it is that output, or because no stage needs it after the
     * one that writes the output; -1 where there is none.
     */
    int outputForProduct() {
        for (Sink s : sinks) {
            if (s.cell == product) {
                return s.output;
            }
        }
        int read = lastRead(product);
        return sinks.stream()
                .filter(s -> !s.truth && read <= writer(s.cell) && sinks.stream().noneMatch(o -> o.cell == product))
                .mapToInt(Sink::output)
                .findFirst()
                .orElse(-1);
    }
}
