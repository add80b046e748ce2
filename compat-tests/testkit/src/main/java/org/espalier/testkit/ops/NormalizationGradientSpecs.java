package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;

/** The gradients of batch and layer normalization. */
final class NormalizationGradientSpecs {
    private NormalizationGradientSpecs() {}

    private static Sample sample(String name, Shape x, Shape scale, Shape figures) {
        return batched(Sample.of(name)).input("x", x, Parts.REAL).input("scale", scale, Parts.REAL)
                .input("mean", figures, Parts.REAL).input("inverse", figures, NormalizationSpecs.POSITIVE)
                .input("c", x, Parts.REAL);
    }

    private static Sample byHand(Shape x, Shape scale, Shape figures, double... factors) {
        return Sample.of("by hand").input("x", x, Domain.of(1, 3)).input("scale", scale, Domain.of(factors))
                .input("mean", figures, Domain.of(2)).input("inverse", figures, Domain.of(0.5)).input("c", x, Domain.of(1, 3));
    }

    static OpSpec batch() {
        List<Shape> shapes = new ArrayList<>(NormalizationSpecs.IMAGES);
        shapes.addAll(List.of(shape(7), shape(9, 1), shape(5, 17), shape("batch", 3), shape(1, 3), shape(2, 3, 200),
                shape(300, 67)));
        shapes.remove(shape(0, 2, 3)); // there is no mean of nothing
        List<Sample> samples = new ArrayList<>();
        for (Shape x : shapes) {
            Shape figures = NormalizationSpecs.channels(x);
            samples.add(sample(x.toString(), x, figures, figures));
        }
        // Less the mean -1 and 1; factor 2 · 0.5, the means of c and of c times that 2 and 1.
        samples.add(byHand(shape(2, 1), shape(1), shape(1), 2).expecting(Parts.of(-0.75, 0.75), Parts.of(1), Parts.of(4)));
        return OpSpec.of("BatchNormalizationGrad")
                .samples(samples)
                .tolerance(NormalizationSpecs.SUMS)
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .refusing("takes 5 inputs", Attributes.none(), Parts.f32(2, 3), Parts.f32(3), Parts.f32(3))
                .refusing("scale f32[2] must have one element for each of the 3 channels", Attributes.none(),
                        Parts.f32(2, 3), Parts.f32(2), Parts.f32(3), Parts.f32(3), Parts.f32(2, 3))
                .refusing("the cotangent of the result must be f32[2,3], but is f32[2]", Attributes.none(),
                        Parts.f32(2, 3), Parts.f32(3), Parts.f32(3), Parts.f32(3), Parts.f32(2))
                .refusing("at least one axis", Attributes.none(),
                        Parts.f32(), Parts.f32(1), Parts.f32(1), Parts.f32(1), Parts.f32())
                .build();
    }

    private static Shape parts(Shape x, int axis) {
        Shape parts = x;
        for (int i = x.axis(axis); i < x.rank(); i++) {
            parts = parts.with(i, Dim.of(1));
        }
        return parts;
    }

    static OpSpec layer() {
        List<Sample> samples = new ArrayList<>();
        for (NormalizationSpecs.Rows r : NormalizationSpecs.rows()) {
            samples.add(sample(r.toString(), r.x(), r.parameters(), parts(r.x(), r.axis()))
                    .attributes("axis", r.axis()));
        }
        samples.add(sample("all defaults", shape(3, 5), shape(5), shape(3, 1)));
        // Standardized -0.5 and 0.5; the means of c times scale and of that times those 2.5 and 0.25.
        samples.add(byHand(shape(1, 2), shape(2), shape(1, 1), 2, 1).attributes("axis", 1)
                .expecting(Parts.of(-0.1875, 0.1875), Parts.of(-0.5, 1.5), Parts.of(1, 3)));
        Attributes last = Attributes.of("axis", -1);
        return OpSpec.of("LayerNormalizationGrad")
                .samples(samples)
                .tolerance(NormalizationSpecs.SUMS)
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .excusing("whether an infinite factor makes infinity or NaN depends on where it stands", v -> Double.isInfinite(v[0]))
                .refusing("takes 5 inputs", last, Parts.f32(2, 3), Parts.f32(3))
                .refusing("the means must be f32[2,1], but are f32[2]", last,
                        Parts.f32(2, 3), Parts.f32(3), Parts.f32(2), Parts.f32(2, 1), Parts.f32(2, 3))
                .refusing("the inverse deviations must be f32[2,1], but are f32[2]", last,
                        Parts.f32(2, 3), Parts.f32(3), Parts.f32(2, 1), Parts.f32(2), Parts.f32(2, 3))
                .refusing("the cotangent of the result must be f32[2,3], but is f32[3]", last,
                        Parts.f32(2, 3), Parts.f32(3), Parts.f32(2, 1), Parts.f32(2, 1), Parts.f32(3))
                .build();
    }
}
