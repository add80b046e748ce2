package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Ops that the engine writes itself: fused regions and the check that stands before an update. */
final class RegionSpecs {
    private RegionSpecs() {}

    static List<OpSpec> all() {
        return List.of(fused(), allFinite());
    }

    /** The nodes of a region, written with any builder. */
    @FunctionalInterface
    private interface Body {
        List<Value> write(List<Value> in);
    }

    private static Sample region(String name, Body body, Shape... inputs) {
        Sample s = Sample.of(name);
        for (int i = 0; i < inputs.length; i++) {
            s = s.input("in" + i, inputs[i], Domain.between(0.2, 1.5));
        }
        return batched(s).attributes((taken, registry) -> {
            GraphBuilder b = registry.graphBuilder();
            List<Value> in = new ArrayList<>();
            for (Shape shape : inputs) {
                in.add(b.input("in" + in.size(), new TensorType(taken, shape)));
            }
            return Attributes.of("body", b.buildOf(body.write(in)));
        });
    }

    private static OpSpec fused() {
        OpSpec.Builder spec = OpSpec.of("Fused").tolerance(Tolerance.ulps(16).withScale(4))
                .without("onnx f64", "its nodes are not all in ONNX Runtime in f64")
                .without("named dims", "its inputs have the types of its body");
        for (long n : new long[] {1, 7, 8, 9, 17, 33, 1023}) {
            spec.sample(region("chain of " + n, in -> List.of(in.get(0).mul(in.get(1)).add(in.get(2)).tanh().exp()),
                    shape(n), shape(n), shape(n)));
        }
        return spec
                .sample(region("bias", in -> List.of(in.get(0).add(in.get(1)).relu().mul(0.5)), shape("batch", 3), shape(3)))
                .sample(region("column", in -> List.of(in.get(0).sub(in.get(1)).exp().div(in.get(2))), shape(5, 9), shape(5, 1),
                        shape()))
                .sample(region("large", in -> List.of(in.get(0).add(in.get(1)).sigmoid().mul(in.get(0))), shape(257, 263), shape(263)))
                .sample(region("two results", in -> {
                    Value e = in.get(0).exp();
                    return List.of(e, e.mul(in.get(1)).softplus());
                }, shape(3, 5), shape(3, 5)))
                .sample(region("selection", in -> List.of(in.get(0).ops().where(
                        in.get(0).greater(in.get(1)), in.get(0).log(), in.get(1).sqrt())), shape(33), shape(33)))
                .sample(region("product with an epilogue", in -> List.of(
                        in.get(0).matmul(in.get(1)).add(in.get(2)).tanh().mul(in.get(3))),
                        shape(5, 7), shape(7, 9), shape(9), shape(5, 9)))
                .sample(region("large product with an epilogue", in -> List.of(
                        in.get(0).matmul(in.get(1)).mul(1.0 / 64).add(in.get(2)).relu()),
                        shape(65, 130), shape(130, 97), shape(97)))
                .sample(Sample.of("by hand").input("a", shape(2), Domain.of(1, -2)).input("b", shape(2), Domain.of(3, 4))
                        .attributes((taken, registry) -> {
                            GraphBuilder b = registry.graphBuilder();
                            Value a = b.input("a", TensorType.of(taken, 2));
                            Value c = b.input("b", TensorType.of(taken, 2));
                            return Attributes.of("body", b.build(Map.of("out", a.mul(c).add(1).relu())));
                        })
                        .expecting(Parts.of(4, 0)).withoutDifferences("the same as the others"))
                .build();
    }

    private static OpSpec allFinite() {
        double inf = Double.POSITIVE_INFINITY;
        return OpSpec.of("AllFinite")
                .sample(Sample.of("nothing").expecting(Parts.of(1)).dtypes(DType.F32))
                .sample(Parts.vector("finite", 1, -2, 1e30).expecting(Parts.of(1)))
                .sample(Parts.vector("infinite", 1, -inf, 3).expecting(Parts.of(0)))
                .sample(Parts.vector("not a number", 1, Double.NaN, 3).expecting(Parts.of(0)))
                .sample(Parts.vectors("in the last of two", Parts.of(1, 2), Parts.of(3, inf)).expecting(Parts.of(0)))
                .sample(batched(Sample.of("several").input("a", shape("batch", 3), Parts.REAL).input("b", shape(257, 263), Parts.REAL))
                        .expecting(Parts.of(1)))
                .sample(Sample.of("infinities of both signs at the end").input("x", shape(4), Domain.of(inf, -inf, inf, -inf))
                        .expecting(Parts.of(0)))
                .refusing("f32 or f64", Attributes.none(), Parts.f32(2).withDType(DType.BOOL))
                .build();
    }
}
