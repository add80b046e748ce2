package org.espalier.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Holds a kernel to its contract: it writes every element of the inferred types and nothing else, reads nothing but its
 * inputs and leaves them as they are, gives the same with any contents of outputs and scratch before, and writes over an
 * input where it says that it may.
 */
final class KernelProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int RUNS = 5;

    private final Kernel kernel;
    private final Node node;
    private final List<Tensor> inputs;
    private final List<TensorType> scratch;

    KernelProbe(Kernel kernel, Node node, List<Tensor> inputs) {
        this.kernel = kernel;
        this.node = node;
        this.inputs = inputs;
        this.scratch = kernel.scratch();
    }

    /** Runs everything; the answer is null, or what is wrong. */
    String run() {
        List<GuardedBuffer> first = allocate(0);
        String misfit = runIn(first, 0);
        if (misfit != null) {
            return misfit;
        }
        List<GuardedBuffer> second = allocate(1);
        misfit = runIn(second, 1);
        if (misfit != null) {
            return misfit;
        }
        List<Tensor> results = results(first);
        if (!results.equals(results(second))) {
            return "the result depends on what stood in memory before: not every element is written, or something is read"
                    + " that was not given";
        }
        return inPlace(results);
    }

    /** Runs a few times, since the JVM itself may allocate at first; the answer is null, or how much was allocated. */
    String allocates() {
        Buffer[] in = inputs.stream().map(Buffer::of).toArray(Buffer[]::new);
        Buffer[] out = Stream.concat(node.outputTypes().stream(), scratch.stream()).map(Buffer::allocate).toArray(Buffer[]::new);
        long allocated = 1;
        for (int i = 0; i < RUNS && allocated > 0; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            kernel.run(in, out);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated <= 0 ? null : "it allocated " + allocated + " bytes while it ran; what it needs is made when the"
                + " kernel is created, or asked for as scratch";
    }

    private List<GuardedBuffer> allocate(int variant) {
        return Stream.concat(node.outputTypes().stream(), scratch.stream())
                .map(t -> GuardedBuffer.filled(t, variant))
                .toList();
    }

    private List<Tensor> results(List<GuardedBuffer> out) {
        return out.subList(0, node.outputs().size()).stream().map(GuardedBuffer::tensor).toList();
    }

    private String runIn(List<GuardedBuffer> out, int variant) {
        List<GuardedBuffer> in = inputs.stream().map(t -> GuardedBuffer.of(t, variant)).toList();
        kernel.run(buffers(in), buffers(out));
        if (!in.stream().allMatch(GuardedBuffer::intact) || !in.stream().map(GuardedBuffer::tensor).toList().equals(inputs)) {
            return "it wrote to an input, or beside one";
        }
        for (int i = 0; i < out.size(); i++) {
            if (!out.get(i).intact()) {
                return "it wrote beside output " + i + " of the inferred type " + out.get(i).tensor().type();
            }
        }
        return null;
    }

    private static Buffer[] buffers(List<GuardedBuffer> guarded) {
        return guarded.stream().map(g -> g.buffer).toArray(Buffer[]::new);
    }

    /** Every output over every input that it may be written over, one pair at a time. */
    private String inPlace(List<Tensor> expected) {
        for (int i = 0; i < inputs.size(); i++) {
            for (int j = 0; j < expected.size(); j++) {
                Tensor a = inputs.get(i);
                Tensor b = expected.get(j);
                if (a.dtype() != b.dtype() || a.size() != b.size() || !kernel.inPlace(i, j)) {
                    continue;
                }
                List<GuardedBuffer> in = new ArrayList<>(inputs.stream().map(t -> GuardedBuffer.of(t, 0)).toList());
                List<GuardedBuffer> out = new ArrayList<>(allocate(1));
                // The same memory under the output's type.
                Buffer[] outputs = buffers(out);
                outputs[j] = in.get(i).buffer;
                kernel.run(buffers(in), outputs);
                if (!outputs[j].toTensor(b.type()).equals(b)) {
                    return "it says that output " + j + " may be written over input " + i + ", but gives another result there";
                }
            }
        }
        return null;
    }
}
