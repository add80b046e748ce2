package org.espalier.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.espalier.graph.Attributes;
import org.espalier.op.Trait;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * Cases with signed zeros, infinities, NaN, subnormal and huge numbers: for an element-wise op all combinations of them
 * in its inputs, for others one of them at a time among ordinary elements.
 */
final class SpecialValues {
    private static final int MOST = 4096;
    private static final double[] F32 = {
        0.0, -0.0, 1, -1, 0.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Float.MIN_VALUE,
        -1e-40f, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 88.5f, 89, -104, 3e-8f, 1e4, -1e4, 2
    };
    private static final double[] F64 = {
        0.0, -0.0, 1, -1, 0.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Double.MIN_VALUE,
        -1e-310, Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, 709.5, 710, -746, 1e-17, 1e4, -1e4, 2
    };

    private SpecialValues() {}

    private static double[] of(DType dtype) {
        return switch (dtype) {
            case F32 -> F32;
            case F64 -> F64;
            case BOOL -> new double[] {0, 1};
            default -> new double[] {0, 1, 3};
        };
    }

    /** The cases of an op; none where nothing floating goes in. */
    static List<Case> cases(Subject s) {
        return s.op().has(Trait.ELEMENTWISE) ? combined(s) : injected(s);
    }

    private static List<Case> combined(Subject s) {
        List<Case> cases = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Case c : s.cases(c -> c.floatingElements() > 0)) {
            Attributes attributes = c.node().attributes();
            List<DType> dtypes = c.inputs().stream().map(Tensor::dtype).toList();
            if (seen.add(dtypes + " " + attributes)) {
                Sample grid = grid(dtypes).attributes((taken, registry) -> attributes);
                cases.add(Case.of(s.registry(), s.op(), grid, c.taken()));
            }
        }
        return cases;
    }

    private static Sample grid(List<DType> dtypes) {
        long all = 1;
        for (DType d : dtypes) {
            all *= of(d).length;
        }
        int n = (int) Math.min(MOST, all);
        SplittableRandom random = new SplittableRandom(n);
        double[][] columns = new double[dtypes.size()][n];
        for (int i = 0; i < n; i++) {
            long rest = all <= MOST ? i : random.nextLong(all);
            for (int k = 0; k < columns.length; k++) {
                double[] values = of(dtypes.get(k));
                columns[k][i] = values[(int) (rest % values.length)];
                rest /= values.length;
            }
        }
        Sample sample = Sample.of("special values");
        for (int k = 0; k < columns.length; k++) {
            sample = sample.input("in" + k, dtypes.get(k), Shape.of(n), Domain.of(columns[k]));
        }
        return sample;
    }

    /** The first two samples of each floating dtype that are neither empty nor large. */
    private static List<Case> injected(Subject s) {
        List<Case> cases = new ArrayList<>();
        for (DType d : List.of(DType.F32, DType.F64)) {
            s.cases(c -> c.taken() == d && c.floatingElements() > 3 && c.floatingElements() < 200).stream()
                    .limit(2)
                    .forEach(c -> inject(s, c, cases));
        }
        return cases;
    }

    private static void inject(Subject s, Case c, List<Case> cases) {
        for (int k = 0; k < c.inputs().size(); k++) {
            Tensor t = c.inputs().get(k);
            if (!t.dtype().isFloating() || t.size() == 0) {
                continue;
            }
            for (double v : of(t.dtype())) {
                double[] elements = t.toDoubles();
                elements[t.size() / 2] = v;
                List<Tensor> inputs = new ArrayList<>(c.inputs());
                inputs.set(k, Tensor.rounded(t.type(), elements));
                Sample named = Sample.of(c.sample() + " with " + v + " in input " + k);
                cases.add(new Case(named, c.taken(), c.bound(), c.bound(), inputs, v));
            }
        }
    }

    /** The elements of the inputs of an element-wise case that meet in element i. */
    static double[] elements(Case c, int i) {
        return c.inputs().stream().mapToDouble(t -> t.getDouble(i)).toArray();
    }
}
