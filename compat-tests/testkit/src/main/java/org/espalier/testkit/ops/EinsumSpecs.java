package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Einstein's summation convention. */
final class EinsumSpecs {
    private static final Domain ONE_TO_NINE = Domain.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

    private EinsumSpecs() {}

    static List<OpSpec> all() {
        OpSpec.Builder spec = OpSpec.of("Einsum").samples(samples()).samples(byHand()).tolerance(Tolerance.ulps(8).withScale(64));
        refuse(spec, "has 2 operands, but 1 were given", "ij,jk", Parts.f32(2, 3));
        refuse(spec, "'i' is given the length 2", "ij,i", Parts.f32(2, 3), Parts.f32(3));
        refuse(spec, "has 3 axes, but operand 0 has 2", "ijk->i", Parts.f32(2, 3));
        refuse(spec, "at least 3 axes, but operand 0 has 2", "...ijk", Parts.f32(2, 3));
        refuse(spec, "'k' of the result", "ij->ik", Parts.f32(2, 3));
        refuse(spec, "must name each label once", "ij->ii", Parts.f32(2, 3));
        refuse(spec, "holds '1'", "i1->i", Parts.f32(2, 3));
        refuse(spec, "axis -1 behind the ellipsis is given the length 3", "i...,i...->i...", Parts.f32(2, 3), Parts.f32(2, 4));
        refuse(spec, "same dtype", "i,i", Parts.f32(2), Parts.f64(2));
        refuse(spec, "at least 1 input", "->");
        return List.of(spec.refusing("'equation'", Attributes.none(), Parts.f32(3)).build());
    }

    private static void refuse(OpSpec.Builder spec, String says, String equation, TensorType... inputs) {
        spec.refusing(says, Attributes.of("equation", equation), inputs);
    }

    private static Sample equation(String equation, Shape... shapes) {
        Sample s = Sample.of(equation + " of " + List.of(shapes)).attributes("equation", equation);
        for (int i = 0; i < shapes.length; i++) {
            s = s.input("x" + i, shapes[i], Parts.SMALL);
        }
        return batched(s);
    }

    private static List<Sample> samples() {
        return List.of(
                equation("ij,jk->ik", shape(3, 4), shape(4, 5)),
                equation("ij,jk", shape(17, 9), shape(9, 33)),
                equation("ij,jk->ki", shape("batch", 4), shape(4, 3)),
                equation("ij, kj -> ik", shape(3, 4), shape(2, 4)),
                equation("bij,bjk->bik", shape("batch", 3, 4), shape("batch", 4, 2)),
                equation("bhid,bhjd->bhij", shape(2, 3, 4, 5), shape(2, 3, 6, 5)),
                equation("bij,bkl->bijkl", shape(2, 2, 3), shape(2, 1, 2)),
                equation("ij->ji", shape(3, 5)),
                equation("ba", shape(3, 5)),
                equation("ijk->kij", shape(2, 3, 4)),
                equation("ii", shape(5, 5)),
                equation("ii->i", shape(7, 7)),
                equation("iij->j", shape(3, 3, 2)),
                equation("iji->ji", shape(3, 2, 3)),
                equation("iii->i", shape(3, 3, 3)),
                equation("ijij->ij", shape(2, 3, 2, 3)),
                equation("...ii->...i", shape(2, 3, 3)),
                equation("...ii->...", shape(4, 2, 3, 3)),
                equation("ij->", shape(3, 5)),
                equation("ij->i", shape(3, 17)),
                equation("ijk->j", shape(2, 3, 4)),
                equation("i,i", shape(33), shape(33)),
                equation("i,i->i", shape(9), shape(9)),
                equation("i,j->ij", shape(3), shape(8)),
                equation("i,j", shape(3), shape(4)),
                equation("i,j->", shape(3), shape(4)),
                equation("ij,k->i", shape(3, 2), shape(4)),
                equation(",ij->ij", shape(), shape(2, 3)),
                equation(",", shape(), shape()),
                equation("...", shape(2, 3)),
                equation("...ij,...jk->...ik", shape(2, 1, 3, 4), shape(5, 4, 2)),
                equation("...ij,jk->...ik", shape("batch", 3, 4), shape(4, 2)),
                equation("i...,i...->...", shape(3, 2, 1), shape(3, 4)),
                equation("...i,...i", shape(2, 3), shape(3)),
                equation("i...j->j...i", shape(2, 3, 4, 5)),
                equation("...,...->...", shape(2, 1), shape(1, 3)),
                equation("ij,jk,kl->il", shape(2, 3), shape(3, 4), shape(4, 2)),
                equation("i,ij,j", shape(3), shape(3, 4), shape(4)),
                equation("bi,oij,bj->bo", shape(2, 3), shape(4, 3, 2), shape(2, 2)),
                equation("ij,ij,ij->ij", shape(2, 3), shape(2, 3), shape(2, 3)),
                equation("a,b,c,d->abcd", shape(2), shape(1), shape(3), shape(2)),
                equation("aB,Bc->Bca", shape(2, 3), shape(3, 4)),
                equation("ij,jk->ik", shape(0, 3), shape(3, 2)),
                equation("ij,jk->ik", shape(2, 0), shape(0, 3)),
                equation("ij,jk->ik", shape(65, 70), shape(70, 67)));
    }

    private static List<Sample> byHand() {
        List<Sample> samples = new ArrayList<>();
        samples.add(known("trace", "ii", new double[] {15}, shape(3, 3)));
        samples.add(known("diagonal", "ii->i", new double[] {1, 5, 9}, shape(3, 3)));
        samples.add(known("transposed", "ij->ji", new double[] {1, 4, 2, 5, 3, 6}, shape(2, 3)));
        samples.add(known("inner", "i,i->", new double[] {14}, shape(3), shape(3)));
        samples.add(known("outer", "i,j->ij", new double[] {1, 2, 2, 4}, shape(2), shape(2)));
        samples.add(known("product", "ij,jk->ik", new double[] {7, 10, 15, 22}, shape(2, 2), shape(2, 2)));
        samples.add(known("chain", "ij,jk,kl->il", new double[] {37, 54, 81, 118}, shape(2, 2), shape(2, 2), shape(2, 2)));
        samples.add(Parts.signed(known("of integers", "ij,j->i", new double[] {14, 32}, shape(2, 3), shape(3))));
        return samples;
    }

    private static Sample known(String name, String equation, double[] result, Shape... shapes) {
        Sample s = Sample.of(name).attributes("equation", equation).expecting(result);
        for (int i = 0; i < shapes.length; i++) {
            s = s.input("x" + i, shapes[i], ONE_TO_NINE);
        }
        return s;
    }
}
