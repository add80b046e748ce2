package org.espalier.cpu.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.backend.BlockFunction;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * A chain of element-wise steps, worked out so that it can walk over blocks of elements: which step reads and writes what,
 * and where each value of a block lies. Values of full size are read and written where they are; what is broadcast, truth
 * values and intermediate values lie in lanes, pieces of scratch memory of the size of a block, which later values reuse.
 * Immutable.
 */
final class Region {
    /** How an input is read. */
    enum Reading {
        /** In place, element by element. */
        DIRECT,
        /** From a lane that is filled once, with one number. */
        ONCE,
        /** From a lane that is filled for every block. */
        BLOCKWISE
    }

    /** Input {@code input} as cell {@code cell}. */
    record Source(int cell, int input, boolean truth, Strided layout, Reading reading) {}

    /** A number as cell {@code cell}. */
    record Constant(int cell, float value) {}

    /** One step, from cells to a cell. */
    record Step(BlockFunction function, int[] arguments, int result) {}

    /** Cell {@code cell} as output {@code output}. */
    record Sink(int cell, int output, boolean truth) {}

    private static final int NONE = -1;

    final int size;
    final Source[] sources;
    final Constant[] constants;
    final Step[] steps;
    final Sink[] sinks;
    /** The cell that a matrix product fills before the first step, or -1. */
    final int product;
    /** The lane of each cell, or -1 for cells that lie in an input or output. */
    final int[] laneOf;
    final int lanes;

    private Region(Builder b, List<Sink> sinks) {
        this.size = Math.toIntExact(b.shape.size());
        this.sources = b.sources.toArray(Source[]::new);
        this.constants = b.constants.toArray(Constant[]::new);
        this.steps = b.steps.toArray(Step[]::new);
        this.sinks = sinks.toArray(Sink[]::new);
        this.product = b.product;
        this.laneOf = new int[b.cells];
        this.lanes = assignLanes();
    }

    int cells() {
        return laneOf.length;
    }

    /** The last step that reads a cell, or -1. */
    private int lastRead(int cell) {
        for (int s = steps.length - 1; s >= 0; s--) {
            for (int a : steps[s].arguments) {
                if (a == cell) {
                    return s;
                }
            }
        }
        return NONE;
    }

    private int assignLanes() {
        Arrays.fill(laneOf, NONE);
        boolean[] direct = new boolean[laneOf.length];
        boolean[] kept = new boolean[laneOf.length];
        for (Source s : sources) {
            direct[s.cell] = s.reading == Reading.DIRECT;
            kept[s.cell] = s.reading == Reading.ONCE;
        }
        for (Sink s : sinks) {
            direct[s.cell] = !s.truth;
            kept[s.cell] = s.truth;
        }
        if (product >= 0) {
            direct[product] = true;
        }
        List<Integer> freeAfter = new ArrayList<>(); // per lane, the last step that needs it
        for (Source s : sources) {
            if (!direct[s.cell]) {
                laneOf[s.cell] = freeAfter.size();
                freeAfter.add(kept[s.cell] ? Integer.MAX_VALUE : lastRead(s.cell));
            }
        }
        for (Constant c : constants) {
            laneOf[c.cell] = freeAfter.size();
            freeAfter.add(Integer.MAX_VALUE);
        }
        for (int s = 0; s < steps.length; s++) {
            int cell = steps[s].result;
            if (direct[cell]) {
                continue;
            }
            int lane = 0;
            // A step may write over what it reads for the last time.
            while (lane < freeAfter.size() && freeAfter.get(lane) > s) {
                lane++;
            }
            int until = kept[cell] ? Integer.MAX_VALUE : lastRead(cell);
            if (lane == freeAfter.size()) {
                freeAfter.add(until);
            } else {
                freeAfter.set(lane, until);
            }
            laneOf[cell] = lane;
        }
        return freeAfter.size();
    }

    /**
     * Whether an output may lie over an input of the same type: truth values are read before the first step and written
     * after the last; others must not be read after the step that writes.
     */
    boolean inPlace(int input, int output) {
        Source source = null;
        for (Source s : sources) {
            source = s.input == input ? s : source;
        }
        if (source == null || !source.layout.isContiguous()) {
            return false;
        }
        if (source.truth) {
            return true;
        }
        for (Sink sink : sinks) {
            if (sink.output == output) {
                int cell = sink.cell;
                int writer = NONE;
                for (int s = 0; s < steps.length; s++) {
                    writer = steps[s].result == cell ? s : writer;
                }
                return !sink.truth && lastRead(source.cell) <= writer;
            }
        }
        return false;
    }

    /** Collects the values and steps of a region. */
    static final class Builder {
        private final Shape shape;
        private final List<Source> sources = new ArrayList<>();
        private final List<Constant> constants = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private int cells;
        private int product = NONE;

        /** A region over all elements of a shape. */
        Builder(Shape shape) {
            this.shape = shape;
        }

        /** An input, broadcast to the shape. */
        int source(int input, TensorType type) {
            boolean truth = type.dtype() == DType.BOOL;
            Strided layout = Strided.broadcast(shape, type.shape());
            Reading reading = layout.isSingle() && !layout.isContiguous() ? Reading.ONCE
                    : layout.isContiguous() && !truth ? Reading.DIRECT
                    : Reading.BLOCKWISE;
            sources.add(new Source(cells, input, truth, layout, reading));
            return cells++;
        }

        /** A number. */
        int constant(float value) {
            constants.add(new Constant(cells, value));
            return cells++;
        }

        /** The elements of a matrix product, which are there before the first step. */
        int product() {
            product = cells;
            return cells++;
        }

        /** A step; the cells of its arguments are known. */
        int step(BlockFunction function, int... arguments) {
            steps.add(new Step(function, arguments, cells));
            return cells++;
        }

        /** The region, whose outputs are these cells. */
        Region build(List<Integer> outputs, List<TensorType> types) {
            List<Sink> sinks = new ArrayList<>();
            for (int i = 0; i < outputs.size(); i++) {
                sinks.add(new Sink(outputs.get(i), i, types.get(i).dtype() == DType.BOOL));
            }
            return new Region(this, sinks);
        }
    }
}
