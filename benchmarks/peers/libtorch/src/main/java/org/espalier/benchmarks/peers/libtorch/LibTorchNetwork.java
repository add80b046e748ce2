package org.espalier.benchmarks.peers.libtorch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.FlattenImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.MaxPool2dImpl;
import org.bytedeco.pytorch.MaxPool2dOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.ReLUImpl;
import org.bytedeco.pytorch.ReLUOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.TransformerEncoderLayerImpl;
import org.bytedeco.pytorch.TransformerEncoderLayerOptions;
import org.bytedeco.pytorch.global.torch;
import org.espalier.benchmarks.harness.NetworkBuilder;

/**
 * The workloads' layers as LibTorch's modules. Those that take and give one tensor are joined to sequences, so that one
 * call through the bindings runs as many of them as possible.
 */
final class LibTorchNetwork implements NetworkBuilder {
    private final List<Module> modules = new ArrayList<>();
    private final List<UnaryOperator<Tensor>> parts = new ArrayList<>();
    private final TensorVector parameters = new TensorVector();
    private SequentialImpl open;

    /** The scores for a batch. */
    Tensor forward(Tensor x) {
        Tensor y = x;
        for (UnaryOperator<Tensor> part : parts) {
            y = part.apply(y);
        }
        return y;
    }

    /** All that is trained. */
    TensorVector parameters() {
        return parameters;
    }

    /** Goes over to inference. */
    void eval() {
        modules.forEach(Module::eval);
    }

    /** Keeps a module and what it trains. A sequence alone does not keep it: what Java forgets is freed. */
    private <M extends Module> M own(M module) {
        modules.add(module);
        TensorVector own = module.parameters();
        for (int i = 0; i < own.size(); i++) {
            parameters.push_back(own.get(i));
        }
        return module;
    }

    private SequentialImpl sequence() {
        if (open == null) {
            SequentialImpl sequence = new SequentialImpl();
            modules.add(sequence);
            parts.add(sequence::forward);
            open = sequence;
        }
        return open;
    }

    private void part(UnaryOperator<Tensor> part) {
        open = null;
        parts.add(part);
    }

    private static LongPointer square(long n) {
        return new LongPointer(n, n);
    }

    @Override
    public void dense(int[] in, int units, boolean relu) {
        sequence().push_back(own(new LinearImpl(in[in.length - 1], units)));
        if (relu) {
            relu(in);
        }
    }

    @Override
    public void convolution(int[] in, int filters, int kernel, int padding, boolean relu) {
        Conv2dOptions options = new Conv2dOptions(in[0], filters, square(kernel));
        options.padding().put(square(padding));
        sequence().push_back(own(new Conv2dImpl(options)));
        if (relu) {
            relu(in);
        }
    }

    @Override
    public void maxPool(int[] in, int size) {
        sequence().push_back(own(new MaxPool2dImpl(new MaxPool2dOptions(square(size)))));
    }

    @Override
    public void batchNormalization(int[] in) {
        if (in.length == 1) {
            sequence().push_back(own(new BatchNorm1dImpl(new BatchNormOptions(in[0]))));
        } else {
            sequence().push_back(own(new BatchNorm2dImpl(new BatchNormOptions(in[0]))));
        }
    }

    @Override
    public void relu(int[] in) {
        sequence().push_back(own(new ReLUImpl(new ReLUOptions(true))));
    }

    @Override
    public void dropout(int[] in, double rate) {
        sequence().push_back(own(new DropoutImpl(rate)));
    }

    @Override
    public void flatten(int[] in) {
        sequence().push_back(own(new FlattenImpl()));
    }

    @Override
    public void embedding(int[] in, int vocabulary, int width) {
        sequence().push_back(own(new EmbeddingImpl(vocabulary, width)));
    }

    @Override
    public void positions(int[] in) {
        Tensor p = torch.randn(in[0], in[1]).mul(new Scalar(0.02f));
        p.set_requires_grad(true);
        parameters.push_back(p);
        part(x -> x.add(p));
    }

    @Override
    public void lstm(int[] in, int units) {
        LSTMOptions options = new LSTMOptions(in[1], units);
        options.batch_first().put(true);
        LSTMImpl m = own(new LSTMImpl(options));
        part(x -> m.forward(x).get0().select(1, -1));
    }

    @Override
    public void encoder(int[] in, int heads, int feedForward) {
        TransformerEncoderLayerOptions options = new TransformerEncoderLayerOptions(in[1], heads);
        options.dim_feedforward().put(feedForward);
        options.dropout().put(0);
        TransformerEncoderLayerImpl m = own(new TransformerEncoderLayerImpl(options));
        part(x -> m.forward(x.transpose(0, 1)).transpose(0, 1));
    }

    @Override
    public void meanOverTime(int[] in) {
        part(x -> x.mean(1));
    }
}
