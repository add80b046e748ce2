package org.espalier.cpu.kernel;

import java.util.Arrays;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** A new axis that is 1 at the index and 0 elsewhere; all 0 for an index out of range. */
final class OneHotKernel implements Kernel {
    private final int depth;
    private final int inner;

    private OneHotKernel(int depth, int inner) {
        this.depth = depth;
        this.inner = inner;
    }

    static Kernel of(Node node) {
        if (!CpuBackend.isF32(node.output().type())) {
            return null;
        }
        Shape s = node.output().type().shape();
        int axis = s.axis(node.attributes().intValue("axis"));
        return new OneHotKernel(
                Math.toIntExact(s.length(axis)), Math.toIntExact(s.slice(axis + 1, s.rank()).size()));
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        float[] out = outputs[0].f32();
        int at = outputs[0].offset();
        Arrays.fill(out, at, at + outputs[0].length(), 0f);
        for (int i = 0; i < inputs[0].length(); i++) {
            long index = inputs[0].getLong(i);
            if (index >= -depth && index < depth) {
                int row = (int) (index < 0 ? index + depth : index);
                out[at + (i / inner * depth + row) * inner + i % inner] = 1f;
            }
        }
    }
}
