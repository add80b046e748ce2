package org.espalier.cpu.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.layout.MovesKernel.Move;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** Kernels of ops that move elements by a rule that is known beforehand, by the id of the op. */
public final class MoveTable {
    private final WorkerPool pool;

    private MoveTable(WorkerPool pool) {
        this.pool = pool;
    }

    /** Adds the kernels to a table. */
    public static void add(Map<String, KernelFactory> table, WorkerPool pool) {
        MoveTable t = new MoveTable(pool);
        table.put("Expand", t::expand);
        table.put("Transpose", t::transpose);
        table.put("Slice", t::slice);
        table.put("SliceGrad", t::sliceGradient);
        table.put("Concat", t::concatenate);
        table.put("Split", t::split);
        table.put("Pad", t::pad);
    }

    private Kernel gather(Strided layout) {
        return MovesKernel.of(List.of(new Move(0, 0, layout, false)), pool);
    }

    private Kernel expand(Node node) {
        return gather(Strided.broadcast(node.output().type().shape(), node.input(0).type().shape()));
    }

    private Kernel transpose(Node node) {
        int[] perm = node.attributes().ints("perm");
        long[] strides = Strided.strides(node.input(0).type().shape());
        long[] permuted = new long[perm.length];
        for (int i = 0; i < perm.length; i++) {
            permuted[i] = strides[perm[i]];
        }
        return gather(Strided.of(0, node.output().type().shape().lengths(), permuted));
    }

    private Kernel slice(Node node) {
        return gather(slice(node.input(0).type().shape(), node.output().type().shape(), node.attributes()));
    }

    private Kernel sliceGradient(Node node) {
        Strided layout = slice(node.output().type().shape(), node.input(0).type().shape(), node.attributes());
        return MovesKernel.into(0, List.of(new Move(0, 0, layout, true)), pool);
    }

    /** Where the elements of a slice lie in the whole. */
    private static Strided slice(Shape whole, Shape slice, Attributes a) {
        long[] starts = a.longs("starts");
        long[] steps = a.longs("steps");
        int[] axes = a.ints("axes");
        long[] strides = Strided.strides(whole);
        long offset = 0;
        for (int i = 0; i < axes.length; i++) {
            int axis = whole.axis(axes[i]);
            long length = whole.length(axis);
            long from = starts[i] < 0 ? starts[i] + length : starts[i];
            // Beyond an end means that end, where the first element of a slice that has any lies.
            from = Math.max(0, Math.min(from, length - 1));
            offset += slice.size() == 0 ? 0 : from * strides[axis];
            strides[axis] *= steps[i];
        }
        return Strided.of(offset, slice.lengths(), strides);
    }

    /** Where the part of an axis from one position on lies in the whole. */
    private static Strided part(Shape whole, Shape part, int axis, long from) {
        long[] strides = Strided.strides(whole);
        return Strided.of(part.size() == 0 ? 0 : from * strides[axis], part.lengths(), strides);
    }

    private Kernel concatenate(Node node) {
        Shape whole = node.output().type().shape();
        int axis = whole.axis(node.attributes().intValue("axis"));
        List<Move> moves = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < node.inputs().size(); i++) {
            Shape s = node.input(i).type().shape();
            moves.add(new Move(i, 0, part(whole, s, axis, from), true));
            from += s.length(axis);
        }
        return MovesKernel.of(moves, pool);
    }

    private Kernel split(Node node) {
        Shape whole = node.input(0).type().shape();
        int axis = whole.axis(node.attributes().intValue("axis"));
        List<Move> moves = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < node.outputs().size(); i++) {
            Shape s = node.outputs().get(i).type().shape();
            moves.add(new Move(0, i, part(whole, s, axis, from), false));
            from += s.length(axis);
        }
        return MovesKernel.of(moves, pool);
    }

    /** Padding with a value, or with negative pads cutting off, but not both. */
    private Kernel pad(Node node) {
        Attributes a = node.attributes();
        Shape in = node.input(0).type().shape();
        Shape out = node.output().type().shape();
        long[] pads = a.longs("pads");
        boolean adds = false;
        boolean cuts = false;
        for (long p : pads) {
            adds |= p > 0;
            cuts |= p < 0;
        }
        if (!a.string("mode", "constant").equals("constant") || adds && cuts) {
            return null;
        }
        long[] strides = Strided.strides(cuts ? in : out);
        long offset = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            offset += Math.abs(pads[axis]) * strides[axis];
        }
        if (cuts) {
            return gather(Strided.of(out.size() == 0 ? 0 : offset, out.lengths(), strides));
        }
        Strided inner = Strided.of(in.size() == 0 ? 0 : offset, in.lengths(), strides);
        return MovesKernel.into(a.doubleValue("value", 0), List.of(new Move(0, 0, inner, true)), pool);
    }
}
