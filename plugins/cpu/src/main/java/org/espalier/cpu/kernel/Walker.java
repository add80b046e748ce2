package org.espalier.cpu.kernel;

import java.util.Arrays;
import org.espalier.backend.Buffer;

/** Runs a {@link Region} block by block for one thread: the places of all values of the block at hand. */
final class Walker {
    private final Region region;
    private final float[][] arrays;
    private final int[] offsets;
    /** Where the first element of a cell lies in its input or output. */
    private final int[] bases;
    private final float[][][] stepArrays;
    private final int[][] stepOffsets;
    private Buffer[] inputs;
    private Buffer[] outputs;

    Walker(Region region) {
        this.region = region;
        this.arrays = new float[region.cells()][];
        this.offsets = new int[region.cells()];
        this.bases = new int[region.cells()];
        this.stepArrays = new float[region.steps.length][][];
        this.stepOffsets = new int[region.steps.length][];
        for (int s = 0; s < region.steps.length; s++) {
            stepArrays[s] = new float[region.steps[s].arguments().length][];
            stepOffsets[s] = new int[region.steps[s].arguments().length];
        }
    }

    /**
     * Takes the memory of a call. Lanes that hold one number are filled.
     *
     * @param scratch memory for {@code region.lanes} lanes of {@code block} elements from {@code scratchAt} on
     */
    void begin(Buffer[] in, Buffer[] out, float[] scratch, int scratchAt, int block) {
        this.inputs = in;
        this.outputs = out;
        for (int c = 0; c < arrays.length; c++) {
            if (region.laneOf[c] >= 0) {
                arrays[c] = scratch;
                offsets[c] = scratchAt + region.laneOf[c] * block;
            }
        }
        for (Region.Constant c : region.constants) {
            Arrays.fill(scratch, offsets[c.cell()], offsets[c.cell()] + block, c.value());
        }
        for (Region.Source s : region.sources) {
            if (s.reading() == Region.Reading.DIRECT) {
                arrays[s.cell()] = in[s.input()].f32();
                bases[s.cell()] = in[s.input()].offset();
            } else if (s.reading() == Region.Reading.ONCE) {
                int lane = offsets[s.cell()];
                Arrays.fill(scratch, lane, lane + block, single(in[s.input()], s.truth()));
            }
        }
        for (Region.Sink s : region.sinks) {
            if (!s.truth()) {
                arrays[s.cell()] = out[s.output()].f32();
                bases[s.cell()] = out[s.output()].offset();
            }
        }
    }

    /** Says where the product lies, which was computed before. */
    void product(float[] array, int base) {
        arrays[region.product] = array;
        bases[region.product] = base;
    }

    /** Lets go of the memory of the call. */
    void end() {
        inputs = null;
        outputs = null;
    }

    private static float single(Buffer from, boolean truth) {
        return !truth ? from.f32()[from.offset()] : from.bool()[from.offset()] ? 1f : 0f;
    }

    private void fill(Region.Source s, int element, int n) {
        Buffer from = inputs[s.input()];
        if (s.truth()) {
            s.layout().gather(from.bool(), from.offset(), element, n, arrays[s.cell()], offsets[s.cell()]);
        } else {
            s.layout().gather(from.f32(), from.offset(), element, n, arrays[s.cell()], offsets[s.cell()]);
        }
    }

    /** Computes {@code n} elements, at most a block, from this one on. */
    void block(int element, int n) {
        for (int c = 0; c < offsets.length; c++) {
            if (region.laneOf[c] < 0) {
                offsets[c] = bases[c] + element;
            }
        }
        for (Region.Source s : region.sources) {
            if (s.reading() == Region.Reading.BLOCKWISE) {
                fill(s, element, n);
            }
        }
        for (int s = 0; s < region.steps.length; s++) {
            Region.Step step = region.steps[s];
            int[] arguments = step.arguments();
            for (int a = 0; a < arguments.length; a++) {
                stepArrays[s][a] = arrays[arguments[a]];
                stepOffsets[s][a] = offsets[arguments[a]];
            }
            step.function().apply(stepArrays[s], stepOffsets[s], arrays[step.result()], offsets[step.result()], n);
        }
        for (Region.Sink s : region.sinks) {
            if (s.truth()) {
                store(s, element, n);
            }
        }
    }

    private void store(Region.Sink s, int element, int n) {
        boolean[] to = outputs[s.output()].bool();
        int at = outputs[s.output()].offset() + element;
        float[] from = arrays[s.cell()];
        int fromAt = offsets[s.cell()];
        for (int i = 0; i < n; i++) {
            to[at + i] = from[fromAt + i] != 0;
        }
    }
}
