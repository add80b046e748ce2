package org.espalier.cpu.norm;

import static org.espalier.cpu.arith.ChannelLoops.FACTOR;
import static org.espalier.cpu.arith.ChannelLoops.MEAN;
import static org.espalier.cpu.arith.ChannelLoops.SHIFT;
import static org.espalier.cpu.arith.ChannelLoops.SLOPE;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;

/** The gradient of batch normalization in training: one pass for both sums of each channel, one for the result. */
final class BatchNormalizationGradKernel extends ChannelKernel {
    private static final int SCALE = 1;
    private static final int MEANS = 2;
    private static final int INVERSE = 3;
    private static final int COTANGENT = 4;

    private BatchNormalizationGradKernel(Node node, Arithmetic arithmetic, WorkerPool pool) {
        super(node.input(0).type().shape(), arithmetic, pool);
    }

    static Kernel of(Node node, Arithmetic arithmetic, WorkerPool pool) {
        return node.input(0).type().dtype() == DType.F32 ? new BatchNormalizationGradKernel(node, arithmetic, pool) : null;
    }

    @Override
    int passes() {
        return 1;
    }

    private static float at(Buffer figures, int channel) {
        return figures.f32()[figures.offset() + channel];
    }

    @Override
    void sumRun(Call call, int pass, int channel, int at, int n, float[] lanes, int to) {
        Buffer x = call.input(0);
        Buffer c = call.input(COTANGENT);
        loops.products(c.f32(), c.offset() + at, x.f32(), x.offset() + at, n, at(call.input(MEANS), channel), lanes, to);
    }

    @Override
    void sumRows(Call call, int pass, int at, int rows, int column, int n) {
        Buffer x = call.input(0);
        Buffer c = call.input(COTANGENT);
        for (int channel = column / inner; channel < (column + n) / inner; channel++) {
            call.set(MEAN, channel, at(call.input(MEANS), channel));
        }
        loops.productsOfRows(c.f32(), c.offset() + at, x.f32(), x.offset() + at, rows, columns, n, call.figures,
                call.first + column, columns);
    }

    @Override
    void settle(Call call, int pass, int channel) {
        double count = Math.max(1, (double) examples * inner);
        double inverse = at(call.input(INVERSE), channel);
        double factor = inverse * at(call.input(SCALE), channel);
        double sum = call.total(channel, 0);
        double products = call.total(channel, 1);
        call.output(1).f32()[call.output(1).offset() + channel] = (float) (inverse * products);
        call.output(2).f32()[call.output(2).offset() + channel] = (float) sum;
        call.set(MEAN, channel, at(call.input(MEANS), channel));
        call.set(FACTOR, channel, (float) factor);
        call.set(SLOPE, channel, (float) (factor * inverse * inverse * (products / count)));
        call.set(SHIFT, channel, (float) (factor * (sum / count)));
    }

    @Override
    void transformRun(Call call, int channel, int at, int n) {
        Buffer x = call.input(0);
        Buffer c = call.input(COTANGENT);
        Buffer out = call.output(0);
        loops.gradient(c.f32(), c.offset() + at, x.f32(), x.offset() + at, n, call.get(MEAN, channel), call.get(FACTOR, channel),
                call.get(SLOPE, channel), call.get(SHIFT, channel), out.f32(), out.offset() + at);
    }

    @Override
    void transformRow(Call call, int at) {
        Buffer x = call.input(0);
        Buffer c = call.input(COTANGENT);
        Buffer out = call.output(0);
        loops.gradientRow(c.f32(), c.offset() + at, x.f32(), x.offset() + at, columns, call.figures, call.first, columns,
                out.f32(), out.offset() + at);
    }

    /** All of a channel, or of all rows, is summed before any of it is written. */
    @Override
    public boolean inPlace(int input, int output) {
        return output == 0 && (input == 0 || input == COTANGENT);
    }
}
