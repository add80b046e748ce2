package org.espalier.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.BlockFunction;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * The block function of an element-wise op gives what the reference backend gives, at any offset, in runs of any length,
 * and over any of its inputs.
 */
final class BlockCheck implements Check {
    private static final int PAD = 5;

    @Override
    public String title() {
        return "block";
    }

    @Override
    public String asks() {
        return "the block function of an element-wise op gives what the reference backend gives, at any offset, in runs of any"
                + " length, and over any of its inputs";
    }

    @Override
    public String advice() {
        return "correct the block function registered with Registrar.block";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        return s.registry().block(s.op().id()).isEmpty() ? Optional.of("has no block function") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        BlockFactory factory = s.registry().block(s.op().id()).orElseThrow();
        List<Case> cases = new ArrayList<>(s.cases(BlockCheck::isReal));
        s.specialCases().stream().filter(BlockCheck::isReal).forEach(cases::add);
        int[] none = new int[1];
        f.each(cases, c -> {
            BlockFunction block = factory.create(c.node());
            if (block == null) {
                none[0]++;
                return;
            }
            compare(s, c, block, -1, f);
            for (int k = 0; k < c.inputs().size(); k++) {
                compare(s, c, block, k, f);
            }
        });
        f.remark(none[0] == 0 ? "" : none[0] + " without one");
        s.spec().excusesOf("block").forEach(f::except);
    }

    /** Block functions know f32 and truth values. */
    private static boolean isReal(Case c) {
        return c.node().outputs().size() == 1 && c.inputs().stream().allMatch(t -> real(t.dtype()))
                && real(c.node().output().type().dtype());
    }

    private static boolean real(DType d) {
        return d == DType.F32 || d == DType.BOOL;
    }

    private static void compare(Subject s, Case c, BlockFunction block, int over, Findings f) {
        Tensor expected = s.reference(c).get(0);
        Shape shape = expected.shape();
        int n = expected.size();
        float[][] in = new float[c.inputs().size()][];
        int[] offsets = new int[in.length];
        for (int k = 0; k < in.length; k++) {
            float[] elements = Elementwise.broadcast(c.inputs().get(k), shape).toFloats();
            offsets[k] = k == over ? PAD : 1 + k;
            in[k] = new float[n + 2 * PAD];
            System.arraycopy(elements, 0, in[k], offsets[k], n);
        }
        float[] out = over < 0 ? new float[n + 2 * PAD] : in[over];
        int outOffset = over < 0 ? 2 : offsets[over];
        int half = n / 3;
        block.apply(in, offsets.clone(), out, outOffset, half);
        int[] further = offsets.clone();
        for (int k = 0; k < further.length; k++) {
            further[k] += half;
        }
        block.apply(in, further, out, outOffset + half, n - half);
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            result[i] = out[outOffset + i];
        }
        Tensor actual = Tensor.rounded(expected.type(), result);
        f.compare(c.place() + (over < 0 ? "" : " over input " + over), misfit(s, c, actual, expected));
    }

    private static String misfit(Subject s, Case c, Tensor actual, Tensor expected) {
        if (s.spec().excuses().isEmpty()) {
            return Comparison.of(actual, expected, s.spec().tolerance());
        }
        List<Tensor> inputs = c.inputs().stream().map(t -> Elementwise.broadcast(t, expected.shape())).toList();
        for (int i = 0; i < expected.size(); i++) {
            int at = i;
            double[] elements = inputs.stream().mapToDouble(t -> t.getDouble(at)).toArray();
            if (!s.spec().excuses("block", elements)
                    && !Comparison.agree(expected.dtype(), actual.getDouble(i), expected.getDouble(i), s.spec().tolerance())) {
                return "element " + i + " is " + actual.getDouble(i) + " instead of " + expected.getDouble(i);
            }
        }
        return null;
    }
}
