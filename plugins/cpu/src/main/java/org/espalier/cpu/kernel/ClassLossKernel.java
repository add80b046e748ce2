package org.espalier.cpu.kernel;

import java.util.ArrayList;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.Lease;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.TensorType;

/** The cross-entropy of labels with raw scores: the logarithm of their softmax, of which each label picks one. */
final class ClassLossKernel implements Kernel {
    private final ClassLabels labels;
    private final SoftmaxKernel logSoftmax;
    private final TensorType scores;
    private final boolean kept;
    /** The arrays that are handed on, one pair for each call at a time. */
    private final Lease<Buffer[][]> calls;

    private ClassLossKernel(ClassLabels labels, SoftmaxKernel logSoftmax, Node node) {
        this.labels = labels;
        this.logSoftmax = logSoftmax;
        this.scores = node.input(0).type();
        this.kept = node.outputs().size() > 1;
        this.calls = new Lease<>(() -> new Buffer[][] {new Buffer[1], new Buffer[1 + logSoftmax.scratch().size()]});
    }

    static Kernel of(Node node, Arithmetic arithmetic, WorkerPool pool) {
        ClassLabels labels = ClassLabels.of(node);
        return labels == null ? null : new ClassLossKernel(
                labels, SoftmaxKernel.logarithm(labels.count(), labels.classes(), arithmetic, pool), node);
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        Buffer[][] call = calls.take();
        call[0][0] = inputs[0];
        System.arraycopy(outputs, 1, call[1], 0, call[1].length);
        logSoftmax.run(call[0], call[1]);
        calls.giveBack(call);
        Buffer logs = outputs[1];
        Buffer weights = inputs.length > 2 ? inputs[2] : null;
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < labels.count(); i++) {
            int chosen = labels.chosen(inputs[1], i);
            float w = ClassLabels.weight(weights, chosen);
            float loss = chosen < 0 ? 0 : -w * logs.f32()[logs.offset() + i * labels.classes() + chosen];
            if (labels.each()) {
                outputs[0].f32()[outputs[0].offset() + i] = loss;
            }
            sum += loss;
            weight += w;
        }
        if (!labels.each()) {
            outputs[0].f32()[outputs[0].offset()] = (float) (labels.mean() ? sum / weight : sum);
        }
    }

    @Override
    public List<TensorType> scratch() {
        List<TensorType> types = new ArrayList<>(kept ? List.of() : List.of(scores));
        types.addAll(logSoftmax.scratch());
        return types;
    }
}
