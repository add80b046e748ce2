package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.op.norm.LocalResponse;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** Local response normalization: each element over a power of the squares around it. */
final class LocalResponseKernel implements Kernel {
    private final int channels;
    private final int inner;
    private final int before;
    private final int behind;
    private final double alpha;
    private final double beta;
    private final double bias;

    LocalResponseKernel(Node node) {
        Shape x = node.input(0).type().shape();
        Attributes a = node.attributes();
        long size = a.longValue("size");
        this.channels = Math.toIntExact(x.length(1));
        this.inner = Math.toIntExact(x.slice(2, x.rank()).size());
        this.before = Math.toIntExact(LocalResponse.before(size));
        this.behind = Math.toIntExact(size - 1 - before);
        this.alpha = a.doubleValue("alpha", 1e-4) / size;
        this.beta = a.doubleValue("beta", 0.75);
        this.bias = a.doubleValue("bias", 1);
    }

    @Override
    public void run(Buffer[] in, Buffer[] out) {
        Buffer x = in[0];
        for (int i = 0; i < x.length(); i++) {
            int channel = i / inner % channels;
            double sum = 0;
            for (int c = Math.max(0, channel - before); c <= Math.min(channels - 1, channel + behind); c++) {
                double v = x.getDouble(i + (c - channel) * inner);
                sum += v * v;
            }
            out[0].setDouble(i, x.getDouble(i) * Power.of(bias + alpha * sum, -beta));
        }
    }
}
