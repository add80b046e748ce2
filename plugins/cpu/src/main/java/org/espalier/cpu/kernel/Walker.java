package org.espalier.cpu.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.cpu.kernel.Region.Call;
import org.espalier.cpu.kernel.Region.Code;
import org.espalier.cpu.kernel.Region.Reading;

/** Runs a {@link Region} block by block for one thread: the places of all values of the block at hand. */
final class Walker {
    private final Region region;
    private final Runner[] runners;
    private final Region.Source[] sources;
    private final Region.Sink[] sinks;
    private final Region.Source[] gathered;
    private final Region.Sink[] storedLast;
    private final float[][] arrays;
    private final int[] offsets;
    private final boolean[][] truths;
    private final int[] truthOffsets;
    /** Where the first element of a cell lies in its input or output. */
    private final int[] bases;
    private final int[] truthBases;
    /** The cells that are one number. */
    private final float[] numbers;
    /** Those of them that lie in lanes too. */
    private final int[] numberLanes;
    private Buffer[] inputs;

    Walker(Region region) {
        this.region = region;
        this.arrays = new float[region.cells()][];
        this.offsets = new int[region.cells()];
        this.bases = new int[region.cells()];
        this.truths = new boolean[region.cells()][];
        this.truthOffsets = new int[region.cells()];
        this.truthBases = new int[region.cells()];
        this.numbers = new float[region.cells()];
        this.runners = region.stages().stream()
                .map(s -> s instanceof Code code ? new CodeRunner(code) : new CallRunner((Call) s))
                .toArray(Runner[]::new);
        this.sources = region.sources().toArray(Region.Source[]::new);
        this.sinks = region.sinks().toArray(Region.Sink[]::new);
        this.gathered = region.sources().stream().filter(s -> s.reading() == Reading.BLOCKWISE).toArray(Region.Source[]::new);
        this.storedLast = region.sinks().stream()
                .filter(s -> s.truth() && !region.storesTruth(s.cell()))
                .toArray(Region.Sink[]::new);
        this.numberLanes = IntStream.concat(
                        region.constants().stream().mapToInt(Region.Constant::cell),
                        region.sources().stream().filter(s -> s.reading() == Reading.ONCE).mapToInt(Region.Source::cell))
                .filter(c -> region.laneOf()[c] >= 0)
                .toArray();
        region.constants().forEach(c -> numbers[c.cell()] = c.value());
    }

    /**
     * Takes the memory of a call. Lanes that hold one number are filled.
     *
     * @param scratch memory for {@code region.lanes()} lanes of {@code block} elements from {@code scratchAt} on
     */
    void begin(Buffer[] in, Buffer[] out, float[] scratch, int scratchAt, int block) {
        this.inputs = in;
        for (int c = 0; c < arrays.length; c++) {
            if (region.laneOf()[c] >= 0) {
                arrays[c] = scratch;
                offsets[c] = scratchAt + region.laneOf()[c] * block;
            }
        }
        for (Region.Source s : sources) {
            Buffer from = in[s.input()];
            if (s.reading() == Reading.ONCE) {
                numbers[s.cell()] = !s.truth() ? from.f32()[from.offset()] : from.bool()[from.offset()] ? 1f : 0f;
            } else if (s.reading() == Reading.DIRECT && s.truth()) {
                truths[s.cell()] = from.bool();
                truthBases[s.cell()] = from.offset();
            } else if (s.reading() == Reading.DIRECT) {
                arrays[s.cell()] = from.f32();
                bases[s.cell()] = from.offset();
            }
        }
        for (Region.Sink s : sinks) {
            Buffer to = out[s.output()];
            if (s.truth()) {
                truths[s.cell()] = to.bool();
                truthBases[s.cell()] = to.offset();
            } else {
                arrays[s.cell()] = to.f32();
                bases[s.cell()] = to.offset();
            }
        }
        for (int c : numberLanes) {
            Arrays.fill(scratch, offsets[c], offsets[c] + block, numbers[c]);
        }
    }

    /** Says where the product lies, which was computed before. */
    void product(float[] array, int base) {
        arrays[region.product()] = array;
        bases[region.product()] = base;
    }

    /** Lets go of the memory of the call. */
    void end() {
        inputs = null;
    }

    /** Computes {@code n} elements, at most a block, from this one on. */
    void block(int element, int n) {
        for (int c = 0; c < offsets.length; c++) {
            truthOffsets[c] = truthBases[c] + element;
            if (region.laneOf()[c] < 0) {
                offsets[c] = bases[c] + element;
            }
        }
        for (Region.Source s : gathered) {
            fill(s, element, n);
        }
        for (Runner r : runners) {
            r.run(n);
        }
        for (Region.Sink s : storedLast) {
            store(s, n);
        }
    }

    private void fill(Region.Source s, int element, int n) {
        Buffer from = inputs[s.input()];
        if (s.truth()) {
            s.layout().gather(from.bool(), from.offset(), element, n, arrays[s.cell()], offsets[s.cell()]);
        } else {
            s.layout().gather(from.f32(), from.offset(), element, n, arrays[s.cell()], offsets[s.cell()]);
        }
    }

    private void store(Region.Sink s, int n) {
        boolean[] to = truths[s.cell()];
        int at = truthOffsets[s.cell()];
        float[] from = arrays[s.cell()];
        int fromAt = offsets[s.cell()];
        for (int i = 0; i < n; i++) {
            to[at + i] = from[fromAt + i] != 0;
        }
    }

    /** One stage, with room for what it is given. */
    private interface Runner {
        void run(int n);
    }

    private final class CallRunner implements Runner {
        private final Call call;
        private final float[][] in;
        private final int[] at;

        CallRunner(Call call) {
            this.call = call;
            this.in = new float[call.arguments().length][];
            this.at = new int[call.arguments().length];
        }

        @Override
        public void run(int n) {
            int[] arguments = call.arguments();
            for (int a = 0; a < arguments.length; a++) {
                in[a] = arrays[arguments[a]];
                at[a] = offsets[arguments[a]];
            }
            call.function().apply(in, at, arrays[call.result()], offsets[call.result()], n);
        }
    }

    private final class CodeRunner implements Runner {
        private final Code code;
        private final float[][] reals;
        private final int[] realAt;
        private final boolean[][] logical;
        private final int[] logicalAt;
        private final float[] same;

        CodeRunner(Code code) {
            this.code = code;
            this.reals = new float[code.realInputs().length + code.realResults().length][];
            this.realAt = new int[reals.length];
            this.logical = new boolean[code.truthInputs().length + code.truthResults().length][];
            this.logicalAt = new int[logical.length];
            this.same = new float[code.numbers().length];
        }

        @Override
        public void run(int n) {
            int inputs = code.realInputs().length;
            for (int k = 0; k < reals.length; k++) {
                int cell = k < inputs ? code.realInputs()[k] : code.realResults()[k - inputs];
                reals[k] = arrays[cell];
                realAt[k] = offsets[cell];
            }
            int logicalInputs = code.truthInputs().length;
            for (int k = 0; k < logical.length; k++) {
                int cell = k < logicalInputs ? code.truthInputs()[k] : code.truthResults()[k - logicalInputs];
                logical[k] = truths[cell];
                logicalAt[k] = truthOffsets[cell];
            }
            for (int k = 0; k < same.length; k++) {
                same[k] = numbers[code.numbers()[k]];
            }
            code.chain().run(reals, realAt, logical, logicalAt, same, n);
        }
    }
}
