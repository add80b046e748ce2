package org.espalier.cpu.norm;

import static org.espalier.cpu.arith.ChannelLoops.FACTOR;
import static org.espalier.cpu.arith.ChannelLoops.MEAN;
import static org.espalier.cpu.arith.ChannelLoops.SHIFT;
import static org.espalier.cpu.arith.ChannelLoops.SUM;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;

/**
 * Batch normalization. In training the mean comes first, then the squares of what is left without it; what the mean's
 * rounding leaves over is summed too and taken into account, so that large offsets cost no accuracy.
 */
final class BatchNormalizationKernel extends ChannelKernel {
    private static final int ALL_OUTPUTS = 5;

    private final boolean training;
    private final boolean residuals;
    private final double epsilon;
    private final double momentum;

    private BatchNormalizationKernel(Node node, Arithmetic arithmetic, WorkerPool pool) {
        super(node.input(0).type().shape(), arithmetic, pool);
        this.training = node.attributes().flag("training_mode", false);
        this.residuals = node.outputs().size() == ALL_OUTPUTS;
        this.epsilon = node.attributes().doubleValue("epsilon", 1e-5);
        this.momentum = node.attributes().doubleValue("momentum", 0.9);
    }

    static Kernel of(Node node, Arithmetic arithmetic, WorkerPool pool) {
        return node.input(0).type().dtype() == DType.F32 ? new BatchNormalizationKernel(node, arithmetic, pool) : null;
    }

    @Override
    int passes() {
        return training ? 2 : 0;
    }

    @Override
    void sumRun(Call call, int pass, int channel, int at, int n, float[] lanes, int to) {
        Buffer x = call.input(0);
        if (pass == 0) {
            loops.sum(x.f32(), x.offset() + at, n, lanes, to);
        } else {
            loops.deviations(x.f32(), x.offset() + at, n, call.get(MEAN, channel), lanes, to);
        }
    }

    @Override
    void sumRows(Call call, int pass, int at, int rows, int column, int n) {
        Buffer x = call.input(0);
        if (pass == 0) {
            runs.addRows(x.f32(), x.offset() + at, rows, columns, n, call.figures, call.first + SUM * columns + column);
        } else {
            loops.deviationsOfRows(x.f32(), x.offset() + at, rows, columns, n, call.figures, call.first + column, columns);
        }
    }

    @Override
    void settle(Call call, int pass, int channel) {
        if (!training) {
            double inverse = 1 / Math.sqrt(at(call.input(4), channel) + epsilon);
            set(call, channel, inverse, at(call.input(3), channel), 0);
            return;
        }
        double count = (double) examples * inner;
        if (pass == 0) {
            call.set(MEAN, channel, (float) (call.total(channel, 0) / count));
            return;
        }
        float rounded = call.get(MEAN, channel);
        double rest = call.total(channel, 0) / count;
        double mean = Float.isFinite(rounded) ? rounded + rest : rounded;
        double variance = Math.max(0, call.total(channel, 1) / count - rest * rest);
        double inverse = 1 / Math.sqrt(variance + epsilon);
        double oldMean = at(call.input(3), channel);
        double oldVariance = at(call.input(4), channel);
        put(call.output(1), channel, oldMean * momentum + mean * (1 - momentum));
        put(call.output(2), channel, oldVariance * momentum + variance * (1 - momentum));
        if (residuals) {
            put(call.output(3), channel, mean);
            put(call.output(4), channel, inverse);
        }
        set(call, channel, inverse, rounded, rest);
    }

    private static void set(Call call, int channel, double inverse, float mean, double rest) {
        double factor = inverse * at(call.input(1), channel);
        call.set(MEAN, channel, mean);
        call.set(FACTOR, channel, (float) factor);
        double share = rest * factor;
        call.set(SHIFT, channel, (float) (at(call.input(2), channel) - (Double.isFinite(share) ? share : 0)));
    }

    private static float at(Buffer figures, int channel) {
        return figures.f32()[figures.offset() + channel];
    }

    private static void put(Buffer figures, int channel, double value) {
        figures.f32()[figures.offset() + channel] = (float) value;
    }

    @Override
    void transformRun(Call call, int channel, int at, int n) {
        Buffer x = call.input(0);
        Buffer y = call.output(0);
        loops.scale(x.f32(), x.offset() + at, n, call.get(MEAN, channel), call.get(FACTOR, channel), call.get(SHIFT, channel),
                y.f32(), y.offset() + at);
    }

    @Override
    void transformRow(Call call, int at) {
        Buffer x = call.input(0);
        Buffer y = call.output(0);
        loops.scaleRow(x.f32(), x.offset() + at, columns, call.figures, call.first, columns, y.f32(), y.offset() + at);
    }

    /** All of a channel, or of all rows, is summed before any of it is written, and so are the figures that are replaced. */
    @Override
    public boolean inPlace(int input, int output) {
        return input == 0 && output == 0 || training && (input == 3 && output == 1 || input == 4 && output == 2);
    }
}
