package org.espalier.benchmarks.peers.libtorch;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.benchmarks.harness.Examples;
import org.espalier.benchmarks.harness.Framework;
import org.espalier.benchmarks.harness.Step;
import org.espalier.benchmarks.harness.Workload;

/** LibTorch called from Java: what PyTorch does without Python and without DJL. */
final class LibTorch implements Framework {
    private final boolean channelsLast;

    LibTorch(int threads, boolean channelsLast) {
        set_num_threads(threads);
        manual_seed(1);
        this.channelsLast = channelsLast;
    }

    @Override
    public String name() {
        return "LibTorch";
    }

    @Override
    public String version() {
        return torch.TORCH_VERSION + (channelsLast ? ", channels last" : "");
    }

    private Tensor[] inputs(Workload w, Examples examples) {
        Tensor[] inputs = new Tensor[w.batches()];
        for (int b = 0; b < inputs.length; b++) {
            long[] shape = w.input().batched(examples.rows(b));
            inputs[b] = inLayout(w.input().isTokens() ? Tensor.create(examples.tokens(b), shape) : Tensor.create(examples.features(b), shape));
        }
        return inputs;
    }

    private Tensor inLayout(Tensor t) {
        return isImage(t) ? t.contiguous(MemoryFormat.ChannelsLast) : t;
    }

    private boolean isImage(TensorBase t) {
        return channelsLast && t.dim() == 4;
    }

    private LibTorchNetwork network(Workload w) {
        LibTorchNetwork network = new LibTorchNetwork();
        w.build(network);
        for (int i = 0; i < network.parameters().size(); i++) {
            Tensor p = network.parameters().get(i);
            if (isImage(p)) {
                p.set_data(p.variable_data().contiguous(MemoryFormat.ChannelsLast));
            }
        }
        return network;
    }

    @Override
    public Step training(Workload w) {
        Examples examples = new Examples(w);
        Tensor[] inputs = inputs(w, examples);
        Tensor[] labels = new Tensor[inputs.length];
        for (int b = 0; b < labels.length; b++) {
            labels[b] = Tensor.create(examples.labels(b), examples.rows(b));
        }
        LibTorchNetwork network = network(w);
        Optimizer optimizer = w.rule().of(new LibTorchUpdates(network.parameters()));
        return new Step() {
            private int next;

            @Override
            public void run() {
                int b = next++ % inputs.length;
                try (PointerScope scope = new PointerScope()) {
                    optimizer.zero_grad();
                    cross_entropy_loss(network.forward(inputs[b]), labels[b]).backward();
                    optimizer.step();
                }
            }

            @Override
            public double loss() {
                try (PointerScope scope = new PointerScope()) {
                    return cross_entropy_loss(network.forward(inputs[0]), labels[0]).item_float();
                }
            }
        };
    }

    @Override
    public Step inference(Workload w) {
        NoGradGuard noGradients = new NoGradGuard();
        LibTorchNetwork network = network(w);
        network.eval();
        Tensor[] inputs = inputs(w, new Examples(w));
        return new Step() {
            private final NoGradGuard kept = noGradients;
            private int next;

            @Override
            public void run() {
                try (PointerScope scope = new PointerScope()) {
                    network.forward(inputs[next++ % inputs.length]);
                }
            }
        };
    }
}
