package org.espalier.core.op;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.core.op.attention.Attention;
import org.espalier.core.op.conv.Convolutions;
import org.espalier.core.op.conv.Poolings;
import org.espalier.core.op.conv.Resize;
import org.espalier.core.op.index.ElementIndexing;
import org.espalier.core.op.index.Generating;
import org.espalier.core.op.index.IndexOps;
import org.espalier.core.op.index.Ordering;
import org.espalier.core.op.index.TupleIndexing;
import org.espalier.core.op.linalg.Einsum;
import org.espalier.core.op.linalg.MatrixOps;
import org.espalier.core.op.linalg.SingularValues;
import org.espalier.core.op.linalg.SquareMatrices;
import org.espalier.core.op.linalg.Triangles;
import org.espalier.core.op.loss.ClassLosses;
import org.espalier.core.op.math.Activations;
import org.espalier.core.op.math.Arithmetic;
import org.espalier.core.op.math.Comparisons;
import org.espalier.core.op.math.Functions;
import org.espalier.core.op.math.Rectifiers;
import org.espalier.core.op.math.Rounding;
import org.espalier.core.op.math.SmoothActivations;
import org.espalier.core.op.math.Trigonometry;
import org.espalier.core.op.norm.Normalizations;
import org.espalier.core.op.norm.Normalizing;
import org.espalier.core.op.random.RandomOps;
import org.espalier.core.op.recurrent.RecurrentOps;
import org.espalier.core.op.reduce.ArgReductions;
import org.espalier.core.op.reduce.LogReductions;
import org.espalier.core.op.reduce.Norms;
import org.espalier.core.op.reduce.Product;
import org.espalier.core.op.reduce.Reductions;
import org.espalier.core.op.shape.Blocks;
import org.espalier.core.op.shape.Lengths;
import org.espalier.core.op.shape.Padding;
import org.espalier.core.op.shape.Parts;
import org.espalier.core.op.shape.ShapeOps;
import org.espalier.core.op.structure.AllFinite;
import org.espalier.core.op.structure.BasicOps;
import org.espalier.core.op.structure.FusedOp;
import org.espalier.op.Op;

/** All built-in ops, table by table. */
public final class CoreOps {
    private CoreOps() {}

    /** Every op of every table. */
    public static List<Op> all() {
        return Stream.of(
                        structure(),
                        math(),
                        linearAlgebra(),
                        shape(),
                        index(),
                        reduction(),
                        normalization(),
                        convolution(),
                        recurrent(),
                        loss(),
                        random())
                .flatMap(tables -> tables)
                .flatMap(List::stream)
                .toList();
    }

    private static Stream<List<Op>> structure() {
        return Stream.of(BasicOps.all(), FusedOp.all(), List.of(AllFinite.OP));
    }

    private static Stream<List<Op>> math() {
        return Stream.of(
                Arithmetic.all(),
                Functions.all(),
                Trigonometry.all(),
                Rounding.all(),
                Activations.all(),
                Rectifiers.all(),
                SmoothActivations.all(),
                Comparisons.all());
    }

    private static Stream<List<Op>> linearAlgebra() {
        return Stream.of(
                MatrixOps.all(), Einsum.all(), Triangles.all(), SquareMatrices.all(), SingularValues.all());
    }

    private static Stream<List<Op>> shape() {
        return Stream.of(ShapeOps.all(), Lengths.all(), Padding.all(), Blocks.all(), Parts.all());
    }

    private static Stream<List<Op>> index() {
        return Stream.of(
                IndexOps.all(), ElementIndexing.all(), TupleIndexing.all(), Ordering.all(), Generating.all());
    }

    private static Stream<List<Op>> reduction() {
        return Stream.of(Reductions.all(), ArgReductions.all(), Norms.all(), LogReductions.all(), Product.all());
    }

    private static Stream<List<Op>> normalization() {
        return Stream.of(Normalizing.all(), Normalizations.all(), Attention.all());
    }

    private static Stream<List<Op>> convolution() {
        return Stream.of(Convolutions.all(), Poolings.all(), Resize.all());
    }

    private static Stream<List<Op>> recurrent() {
        return Stream.of(RecurrentOps.all());
    }

    private static Stream<List<Op>> loss() {
        return Stream.of(ClassLosses.all());
    }

    private static Stream<List<Op>> random() {
        return Stream.of(RandomOps.all());
    }
}
