package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Normalizations with a factor and a summand: over the batch, the last axes, and groups of channels. */
final class NormalizationSpecs {
    static final Domain POSITIVE = Domain.between(0.5, 2);
    static final Tolerance SUMS = Tolerance.ulps(32).withScale(8);
    /** A number that is in f32, as attributes are in ONNX, what it is in f64. */
    private static final double EPSILON = 0.125;
    /** The shapes that are normalized for each channel, axis 1. */
    static final List<Shape> IMAGES = List.of(shape(1, 3, 4), shape(2, 1, 7), shape(3, 2, 9), shape(2, 4, 17),
            shape(2, 4, 3, 2), shape(1, 2, 2, 1, 3), shape("batch", 4, 5), shape(0, 2, 3), shape(3, 8, 65, 33));

    private NormalizationSpecs() {}

    static List<OpSpec> all() {
        return List.of(batch(), NormalizationGradientSpecs.batch(), layer(), NormalizationGradientSpecs.layer(), rms(), instance(),
                group());
    }

    static Shape channels(Shape x) {
        return x.rank() == 1 ? shape(1) : Shape.of(x.dim(1));
    }

    private static Sample affine(String name, Shape x, Shape parameters) {
        return batched(Sample.of(name + x).input("x", x, Parts.REAL).input("scale", parameters, Parts.REAL)
                .input("b", parameters, Parts.REAL));
    }

    private static Sample batch(String name, Shape x, Object... attributes) {
        return affine(name, x, channels(x)).input("mean", channels(x), Parts.REAL).input("var", channels(x), POSITIVE)
                .attributes(attributes);
    }

    private static Sample batchByHand(String name, Shape x, double[] mean, double[] var, double... elements) {
        return Sample.of(name).input("x", x, Domain.of(elements)).input("scale", shape(2), Domain.of(2, 1))
                .input("b", shape(2), Domain.of(1, -1)).input("mean", shape(2), Domain.of(mean))
                .input("var", shape(2), Domain.of(var));
    }

    private static OpSpec batch() {
        List<Sample> samples = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>(IMAGES);
        shapes.addAll(List.of(shape(7), shape(9, 1), shape(5, 17), shape("batch", 3)));
        for (Shape x : shapes) {
            boolean empty = x.equals(shape(0, 2, 3));
            Sample inference = batch("inference ", x, "epsilon", EPSILON);
            samples.add(empty ? inference.withoutOnnx(Parts.DIES_OF_NOTHING) : inference);
            if (!empty) {
                samples.add(batch("training ", x, "epsilon", EPSILON, "momentum", 0.75, "training_mode", true));
            }
        }
        samples.add(batch("without residuals ", shape(3, 2, 2), "epsilon", EPSILON, "momentum", 0.25, "training_mode", true,
                "residuals", false));
        samples.add(batch("all defaults ", shape(3, 2)).dtypes(DType.F32));
        samples.add(batch("a single example ", shape(1, 3), "training_mode", true, "momentum", 0.5, "epsilon", EPSILON));
        samples.add(batchByHand("inference by hand", shape(1, 2, 2), Parts.of(2, 4), Parts.of(1, 4), 1, 3, 2, 6)
                .attributes("epsilon", 0.0).expecting(Parts.of(-1, 3, -2, 0)));
        // Means 2 and 12, variances 1 and 4; running figures a quarter of the way from those given.
        samples.add(batchByHand("training by hand", shape(2, 2), Parts.of(0, 4), Parts.of(1, 2), 1, 10, 3, 14)
                .attributes("epsilon", 0.0, "momentum", 0.75, "training_mode", true)
                .expecting(Parts.of(-1, -2, 3, 0), Parts.of(0.5, 6), Parts.of(1, 2.5), Parts.of(2, 12), Parts.of(1, 0.5)));
        return OpSpec.of("BatchNormalization")
                .samples(samples)
                .tolerance(SUMS)
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .refusing("takes 5 inputs", Attributes.none(), Parts.f32(2, 3), Parts.f32(3), Parts.f32(3))
                .refusing("scale f32[2] must have one element for each of the 3 channels", Attributes.none(),
                        Parts.f32(2, 3), Parts.f32(2), Parts.f32(3), Parts.f32(3), Parts.f32(3))
                .refusing("same dtype", Attributes.none(),
                        Parts.f32(2, 3), Parts.f32(3), Parts.f64(3), Parts.f32(3), Parts.f32(3))
                .refusing("at least one axis", Attributes.none(),
                        Parts.f32(), Parts.f32(1), Parts.f32(1), Parts.f32(1), Parts.f32(1))
                .refusing("must be f32 or f64", Attributes.none(), ints(2, 3), ints(3), ints(3), ints(3), ints(3))
                .build();
    }

    private static TensorType ints(long... lengths) {
        return TensorType.of(DType.I32, lengths);
    }

    /** A shape, the axis from which on it is normalized, and the shape of factor and summand. */
    record Rows(Shape x, int axis, Shape parameters) {
        @Override
        public String toString() {
            return x + " from " + axis + " on by " + parameters;
        }
    }

    static List<Rows> rows() {
        return List.of(
                new Rows(shape(7), 0, shape(7)),
                new Rows(shape(3, 1), -1, shape(1)),
                new Rows(shape(3, 9), -1, shape(9)),
                new Rows(shape(5, 17), 1, shape(17)),
                new Rows(shape(2, 3, 4), 1, shape(3, 4)),
                new Rows(shape(2, 3, 4), 2, shape(4)),
                new Rows(shape(2, 3, 4), 0, shape(2, 3, 4)),
                new Rows(shape(2, 3, 4), -2, shape(3, 1)),
                new Rows(shape(2, 3, 4), 2, shape()),
                new Rows(shape("batch", 8), -1, shape(8)),
                new Rows(shape("batch", 6, 5), 2, shape(5)),
                new Rows(shape(0, 5), -1, shape(5)),
                new Rows(shape(257, 263), -1, shape(263)));
    }

    private static OpSpec layer() {
        List<Sample> samples = new ArrayList<>();
        for (Rows r : rows()) {
            samples.add(affine(r + " of ", r.x, r.parameters).attributes("axis", r.axis, "epsilon", EPSILON));
        }
        samples.add(affine("without residuals ", shape(3, 5), shape(5))
                .attributes("axis", -1, "epsilon", EPSILON, "residuals", false));
        samples.add(Sample.of("without summand").input("x", shape(3, 5), Parts.REAL).input("scale", shape(5), Parts.REAL)
                .attributes("axis", -1, "epsilon", EPSILON));
        samples.add(Sample.of("all defaults").input("x", shape(3, 5), Parts.REAL).input("scale", shape(5), Parts.REAL)
                .dtypes(DType.F32));
        samples.add(Sample.of("by hand").input("x", shape(2, 2), Domain.of(1, 3, 2, 6)).input("scale", shape(2), Domain.of(2, 1))
                .input("b", shape(2), Domain.of(1, -1)).attributes("axis", 1, "epsilon", 0.0)
                .expecting(Parts.of(-1, 0, -1, 0), Parts.of(2, 4), Parts.of(1, 0.5)));
        return OpSpec.of("LayerNormalization")
                .samples(samples)
                .tolerance(SUMS)
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .refusing("takes 2 to 3 inputs", Attributes.of("axis", -1), Parts.f32(2, 3))
                .refusing("axis 2 is not within", Attributes.of("axis", 2), Parts.f32(2, 3), Parts.f32(3))
                .refusing("without changing its shape", Attributes.of("axis", -1), Parts.f32(2, 3), Parts.f32(4, 2, 3))
                .refusing("do not broadcast", Attributes.of("axis", -1), Parts.f32(2, 3), Parts.f32(2))
                .refusing("same dtype", Attributes.of("axis", -1), Parts.f32(2, 3), Parts.f32(3), Parts.f64(3))
                .refusing("at least one axis", Attributes.of("axis", -1), Parts.f32(), Parts.f32())
                .build();
    }

    private static OpSpec rms() {
        List<Sample> samples = new ArrayList<>();
        for (Rows r : rows()) {
            samples.add(batched(Sample.of(r.toString()).input("x", r.x, Parts.REAL).input("scale", r.parameters, Parts.REAL)
                    .attributes("axis", r.axis, "epsilon", EPSILON)));
        }
        samples.add(Sample.of("all defaults").input("x", shape(3, 5), Parts.REAL).input("scale", shape(5), Parts.REAL)
                .dtypes(DType.F32));
        samples.add(Sample.of("without residuals").input("x", shape(3, 5), Parts.REAL).input("scale", shape(5), Parts.REAL)
                .attributes("axis", -1, "epsilon", EPSILON, "residuals", false));
        samples.add(Sample.of("by hand").input("x", shape(2), Domain.of(1, 7)).input("scale", shape(2), Domain.of(1, 2))
                .attributes("axis", 0, "epsilon", 0.0).expecting(Parts.of(0.2, 2.8), Parts.of(0.2)));
        return OpSpec.of("RMSNormalization")
                .samples(samples)
                .tolerance(SUMS)
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .refusing("takes 2 inputs", Attributes.none(), Parts.f32(2, 3), Parts.f32(3), Parts.f32(3))
                .refusing("axis -3 is not within", Attributes.of("axis", -3), Parts.f32(2, 3), Parts.f32(3))
                .refusing("without changing its shape", Attributes.none(), Parts.f32(2, 1), Parts.f32(3))
                .refusing("same dtype", Attributes.none(), Parts.f32(2, 3), Parts.f64(3))
                .build();
    }

    private static OpSpec instance() {
        List<Sample> samples = new ArrayList<>();
        for (Shape x : IMAGES) {
            samples.add(affine("", x, channels(x)).attributes("epsilon", EPSILON));
        }
        samples.add(affine("one element ", shape(2, 3, 1), shape(3)).attributes("epsilon", EPSILON));
        samples.add(affine("all defaults ", shape(2, 3, 8), shape(3)).dtypes(DType.F32));
        samples.add(Sample.of("by hand").input("x", shape(1, 2, 2), Domain.of(1, 3, 2, 6))
                .input("scale", shape(2), Domain.of(2, 1)).input("b", shape(2), Domain.of(1, -1)).attributes("epsilon", 0.0)
                .expecting(Parts.of(-1, 3, -2, 0)));
        return OpSpec.of("InstanceNormalization")
                .samples(samples)
                .tolerance(SUMS)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .refusing("takes 3 inputs", Attributes.none(), Parts.f32(2, 3, 4))
                .refusing("at least 3 axes", Attributes.none(), Parts.f32(2, 3), Parts.f32(3), Parts.f32(3))
                .refusing("B f32[4] must have one element for each of the 3 channels", Attributes.none(),
                        Parts.f32(2, 3, 4), Parts.f32(3), Parts.f32(4))
                .build();
    }

    private static OpSpec group() {
        List<Sample> samples = new ArrayList<>();
        for (Shape x : IMAGES) {
            long all = x.length(1);
            for (long groups = 1; groups <= all; groups++) {
                if (all % groups == 0) {
                    Sample s = affine(groups + " groups of ", x, channels(x)).attributes("epsilon", EPSILON, "num_groups", groups);
                    samples.add(x.equals(shape(0, 2, 3)) ? s.withoutOnnx("ONNX Runtime cannot reshape an empty tensor there") : s);
                }
            }
        }
        samples.add(affine("two axes ", shape(3, 6), shape(6)).attributes("epsilon", EPSILON, "num_groups", 2));
        samples.add(Sample.of("by hand").input("x", shape(1, 2, 2), Domain.of(0, 0, 4, 4))
                .input("scale", shape(2), Domain.of(2, 1)).input("b", shape(2), Domain.of(1, -1))
                .attributes("epsilon", 0.0, "num_groups", 1).expecting(Parts.of(-1, -1, 0, 0)));
        return OpSpec.of("GroupNormalization")
                .samples(samples)
                .tolerance(SUMS)
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .refusing("multiple of num_groups, which is 2", Attributes.of("num_groups", 2),
                        Parts.f32(2, 3, 4), Parts.f32(3), Parts.f32(3))
                .refusing("which is 0", Attributes.of("num_groups", 0), Parts.f32(2, 3, 4), Parts.f32(3), Parts.f32(3))
                .refusing("'num_groups'", Attributes.none(), Parts.f32(2, 3, 4), Parts.f32(3), Parts.f32(3))
                .build();
    }
}
