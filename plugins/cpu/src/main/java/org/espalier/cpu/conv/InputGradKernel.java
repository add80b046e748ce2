package org.espalier.cpu.conv;

import java.util.ArrayList;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * The gradient of a convolution's input. The elements whose numbers leave the same rest by the strides, a phase, meet the
 * same taps, so that each phase is a correlation of the output's gradient with these taps of the weights. For them the
 * weights are put in order once a call.
 */
final class InputGradKernel implements Kernel {
    /** Floats of weights that one part puts in order. */
    private static final int SHARE = 8192;

    private final ConvShape shape;
    private final WorkerPool pool;
    private final List<Phase> phases = new ArrayList<>();
    private final int scratch;
    private final int weights;
    private final int rowsOfPart;
    private final int packingParts;
    private final int taps;
    private final KernelCalls calls = new KernelCalls(Call::new);

    /**
     * One phase.
     *
     * @param taps the numbers of its taps among all
     * @param weights where its weights begin in the working memory
     */
    private record Phase(Correlating.Plan plan, int[] taps, int weights) {}

    InputGradKernel(ConvShape shape, Arithmetic arithmetic, WorkerPool pool) {
        this.shape = shape;
        this.pool = pool;
        List<WindowAxis> axes = shape.axes();
        int at = 0;
        for (int a = 0; a < axes.get(0).stride(); a++) {
            for (int b = 0; b < axes.get(1).stride(); b++) {
                for (int c = 0; c < axes.get(2).stride(); c++) {
                    Correlation s = correlation(new int[] {a, b, c});
                    if (s.positions() > 0) {
                        phases.add(new Phase(new Correlating.Plan(s, arithmetic, pool), taps(a, b, c), at));
                        at += shape.groups() * s.maps() * s.depth();
                    }
                }
            }
        }
        this.weights = at;
        this.scratch = phases.stream().mapToInt(p -> p.plan.scratchFloats()).max().orElse(0);
        this.taps = shape.taps();
        int rows = shape.groups() * shape.channels();
        this.rowsOfPart = Math.max(1, SHARE / Math.max(1, shape.maps() * taps));
        this.packingParts = (rows + rowsOfPart - 1) / rowsOfPart;
    }

    private Correlation correlation(int[] phase) {
        List<TapAxis> axes = new ArrayList<>();
        List<Placing> placings = new ArrayList<>();
        for (int i = 0; i < phase.length; i++) {
            WindowAxis axis = shape.axes().get(i);
            axes.add(axis.backward(phase[i]));
            placings.add(new Placing(phase[i], axis.stride(), axis.length()));
        }
        return new Correlation(shape.batch(), shape.groups(), shape.maps(), shape.channels(), axes, placings);
    }

    private int[] taps(int a, int b, int c) {
        List<WindowAxis> axes = shape.axes();
        List<Integer> taps = new ArrayList<>();
        for (int i : axes.get(0).tapsOfPhase(a)) {
            for (int j : axes.get(1).tapsOfPhase(b)) {
                for (int k : axes.get(2).tapsOfPhase(c)) {
                    taps.add((i * axes.get(1).kernel() + j) * axes.get(2).kernel() + k);
                }
            }
        }
        return taps.stream().mapToInt(Integer::intValue).toArray();
    }

    private final class Call extends KernelCall {
        private final ParallelTask packing = this::pack;
        private final Correlating[] correlating =
                phases.stream().map(p -> new Correlating(p.plan)).toArray(Correlating[]::new);
        private Buffer g;
        private Buffer w;
        private Buffer x;
        private Buffer scratch;

        @Override
        protected void run() {
            g = in[0];
            w = in[1];
            x = out[0];
            scratch = out[1];
            pool.run(packing, packingParts);
            for (int i = 0; i < phases.size(); i++) {
                correlating[i].run(g.f32(), g.offset(), scratch.f32(), scratch.offset() + phases.get(i).weights, null, 0,
                        x.f32(), x.offset(), scratch.f32(), scratch.offset() + weights);
            }
        }

        @Override
        protected void end() {
            g = null;
            w = null;
            x = null;
            scratch = null;
        }

        /** Puts the weights of some channels in order: by channel, map and tap. */
        private void pack(int part, int slot) {
            int end = Math.min((part + 1) * rowsOfPart, shape.groups() * shape.channels());
            for (int i = 0; i < phases.size(); i++) {
                Phase p = phases.get(i);
                int[] some = p.taps;
                int to = scratch.offset() + p.weights + part * rowsOfPart * shape.maps() * some.length;
                for (int row = part * rowsOfPart; row < end; row++) {
                    int group = row / shape.channels();
                    int channel = row % shape.channels();
                    for (int m = 0; m < shape.maps(); m++) {
                        int from = w.offset() + ((group * shape.maps() + m) * shape.channels() + channel) * taps;
                        for (int tap : some) {
                            scratch.f32()[to++] = w.f32()[from + tap];
                        }
                    }
                }
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, Math.addExact(weights, scratch)));
    }
}
