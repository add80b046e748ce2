package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.shape;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Products, norms and logarithms of sums. */
final class NormReductionSpecs {
    private static final double INF = Double.POSITIVE_INFINITY;
    /** Of size near 1, so that products of many stay in range, with both signs. */
    private static final Domain FACTORS = (random, count) ->
            random.doubles(count, 0.99, 1.01).map(v -> random.nextBoolean() ? v : -v).toArray();
    private static final Domain AWAY_FROM_0 = Parts.REAL.avoiding(0.05, 0);

    private NormReductionSpecs() {}

    static List<OpSpec> all() {
        return List.of(prod(), l1(), l2(), sumSquare(), logSum(), logSumExp());
    }

    private static Sample all(String name, double... x) {
        return Sample.of(name).input("x", shape(x.length), Domain.of(x)).attributes("axes", new int[] {0}, "keepdims", false);
    }

    private static Sample empty() {
        return Sample.of("of nothing").input("x", shape(2, 0), Parts.REAL).attributes("axes", new int[] {1}, "keepdims", false);
    }

    private static Sample axesLeftOut(double... x) {
        return Sample.of("all axes where none are given").input("x", shape(2, 2), Domain.of(x))
                .attributes((taken, registry) -> Attributes.of("axes", new int[0], "keepdims", true));
    }

    private static OpSpec prod() {
        return ReductionSpecs.reduction("ReduceProd", FACTORS)
                .sample(ReductionSpecs.rows(0).expecting(Parts.of(9, 35, 6)))
                .sample(ReductionSpecs.rows(1).expecting(Parts.of(21, 90)))
                .sample(axesLeftOut(1, 2, -3, 4).expecting(Parts.of(-24)))
                .sample(empty().expecting(Parts.of(1, 1)))
                .sample(Parts.signed(ReductionSpecs.whole(3, -5, 10)).expecting(Parts.of(-150)))
                // The differences are those of polynomials, also where factors are 0; so are their second derivatives.
                .sample(all("one factor is 0", 2, 0, 3, 5, -4).expecting(Parts.of(0)))
                .sample(all("two factors are 0", 2, 0, 3, 0, -4).expecting(Parts.of(0)))
                .sample(all("three factors are 0", 0, 0, 3, 0, -4, 1, 1).expecting(Parts.of(0)))
                .sample(all("stated cotangents, one is 0", 2, 0, 3, 5)
                        .expectingGradients(List.of(Parts.of(1)), Parts.of(0, 30, 0, 0)))
                .sample(all("stated cotangents, none is 0", 2, -1, 3, 5)
                        .expectingGradients(List.of(Parts.of(2)), Parts.of(-30, 60, -20, -12)))
                .sample(all("infinite", 2, INF, 3).expecting(Parts.of(INF)).withoutDifferences("infinite"))
                .sample(all("infinite times 0", 2, INF, 0).expecting(Parts.of(Double.NaN)).withoutDifferences("no number"))
                .tolerance(Tolerance.ulps(8))
                .onnxTolerance(Tolerance.ulps(2048))
                .build();
    }

    private static OpSpec l1() {
        return ReductionSpecs.reduction("ReduceL1", AWAY_FROM_0)
                .sample(ReductionSpecs.rows(0).expecting(Parts.of(10, 12, 5)))
                .sample(all("signs", 1, -2, 3, -4).expecting(Parts.of(10)))
                .sample(axesLeftOut(1, -2, -3, 4).expecting(Parts.of(10)))
                .sample(empty().expecting(Parts.of(0, 0)))
                .sample(Parts.signed(ReductionSpecs.whole(3, -5, 10)).expecting(Parts.of(18)))
                .sample(all("at 0", 0, -2, 3).expectingGradients(List.of(Parts.of(2)), Parts.of(0, -2, 2)))
                .sample(all("infinite", 2, -INF, 3).expecting(Parts.of(INF)).withoutDifferences("infinite"))
                .tolerance(Tolerance.ulps(8).withScale(64))
                .onnxTolerance(Tolerance.ulps(2048).withScale(1))
                .build();
    }

    private static OpSpec l2() {
        return ReductionSpecs.reduction("ReduceL2", AWAY_FROM_0)
                .sample(all("3, 4, 5", 3, -4).expecting(Parts.of(5)))
                .sample(axesLeftOut(1, -1, 1, 1).expecting(Parts.of(2)))
                .sample(empty().expecting(Parts.of(0, 0)))
                .sample(Parts.signed(ReductionSpecs.whole(3, -4)).expecting(Parts.of(5)))
                .sample(Parts.signed(Sample.of("cut").input("x", shape(2), Domain.of(1, 1))
                        .attributes("axes", new int[] {0}, "keepdims", false)).expecting(Parts.of(1)))
                .sample(all("stated cotangents", 3, -4).expectingGradients(List.of(Parts.of(10)), Parts.of(6, -8)))
                .sample(all("at the zero vector", 0, 0, 0).expectingGradients(List.of(Parts.of(2)), Parts.of(0, 0, 0)))
                .tolerance(Tolerance.ulps(8))
                .onnxTolerance(Tolerance.ulps(2048))
                .build();
    }

    private static OpSpec sumSquare() {
        return ReductionSpecs.reduction("ReduceSumSquare", Parts.REAL)
                .sample(ReductionSpecs.rows(1).expecting(Parts.of(59, 110)))
                .sample(axesLeftOut(1, -2, -3, 4).expecting(Parts.of(30)))
                .sample(empty().expecting(Parts.of(0, 0)))
                .sample(Parts.signed(ReductionSpecs.whole(3, -5, 10)).expecting(Parts.of(134)))
                .sample(all("stated cotangents", 3, -4, 0).expectingGradients(List.of(Parts.of(2)), Parts.of(12, -16, 0)))
                .tolerance(Tolerance.ulps(8).withScale(64))
                .onnxTolerance(Tolerance.ulps(2048).withScale(1))
                .build();
    }

    private static OpSpec logSum() {
        return ReductionSpecs.reduction("ReduceLogSum", Domain.between(0.5, 2))
                .sample(all("1", 0.25, 0.5, 0.25).expecting(Parts.of(0)))
                .sample(all("log 10", 1, 2, 3, 4).expecting(Parts.of(2.302585092994046)))
                .sample(axesLeftOut(1, 2, 3, 4).expecting(Parts.of(2.302585092994046)))
                .sample(empty().expecting(Parts.of(-INF, -INF)).withoutDifferences("infinite"))
                .sample(Parts.signed(ReductionSpecs.whole(3, 7, 10)).expecting(Parts.of(2)))
                .sample(all("stated cotangents", 1, 3).expectingGradients(List.of(Parts.of(2)), Parts.of(0.5, 0.5)))
                .sample(all("of a negative sum", 1, -3).expecting(Parts.of(Double.NaN)).withoutDifferences("no number"))
                .tolerance(Tolerance.ulps(8).withScale(1))
                .onnxTolerance(Tolerance.ulps(2048).withScale(1))
                .build();
    }

    private static OpSpec logSumExp() {
        return ReductionSpecs.reduction("ReduceLogSumExp", Parts.REAL)
                .sample(all("log 2", 0, 0).expecting(Parts.of(0.6931471805599453)))
                .sample(all("large", 1000, 1000).expecting(Parts.of(1000.6931471805599)))
                .sample(all("far below", -1000, -1001).expecting(Parts.of(-999.6867383124818)))
                .sample(all("all -inf", -INF, -INF).expecting(Parts.of(-INF)).withoutDifferences("infinite"))
                .sample(all("one -inf", -INF, 3).expecting(Parts.of(3)).withoutDifferences("infinite"))
                .sample(all("one inf", INF, 3).expecting(Parts.of(INF)).withoutDifferences("infinite"))
                .sample(all("inf and -inf", INF, -INF).expecting(Parts.of(INF)).withoutDifferences("infinite"))
                .sample(axesLeftOut(0, 0, 0, 0).expecting(Parts.of(1.3862943611198906)))
                .sample(empty().expecting(Parts.of(-INF, -INF)).withoutDifferences("infinite"))
                .sample(Parts.signed(ReductionSpecs.whole(0, 1, 2)).expecting(Parts.of(2)))
                .sample(all("stated cotangents", 0, 0, -INF).expectingGradients(List.of(Parts.of(2)), Parts.of(1, 1, 0)))
                .sample(all("stated cotangents of all -inf", -INF, -INF).expectingGradients(List.of(Parts.of(2)), Parts.of(0, 0)))
                .tolerance(Tolerance.ulps(8).withScale(4))
                .onnxTolerance(Tolerance.ulps(2048).withScale(4))
                .build();
    }
}
