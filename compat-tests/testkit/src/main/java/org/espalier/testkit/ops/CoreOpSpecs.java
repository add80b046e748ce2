package org.espalier.testkit.ops;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.OpSpecs;

/** The specs of all built-in ops, by theme. */
public final class CoreOpSpecs implements OpSpecs {
    /** Made by the service loader. */
    public CoreOpSpecs() {}

    @Override
    public List<OpSpec> specs() {
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

    private static Stream<List<OpSpec>> structure() {
        return Stream.of(BasicSpecs.all(), RegionSpecs.all());
    }

    private static Stream<List<OpSpec>> math() {
        return Stream.of(
                ArithmeticSpecs.all(),
                FunctionSpecs.all(),
                TrigonometrySpecs.all(),
                RoundingSpecs.all(),
                ActivationSpecs.all(),
                RectifierSpecs.all(),
                SmoothActivationSpecs.all(),
                ComparisonSpecs.all());
    }

    private static Stream<List<OpSpec>> linearAlgebra() {
        return Stream.of(MatrixSpecs.all(), EinsumSpecs.all(), TriangleSpecs.all(), FactorizationSpecs.all());
    }

    private static Stream<List<OpSpec>> shape() {
        return Stream.of(ShapeSpecs.all(), PaddingSpecs.all(), LengthSpecs.all(), PartsSpecs.all());
    }

    private static Stream<List<OpSpec>> index() {
        return Stream.of(IndexSpecs.all(), ElementIndexingSpecs.all(), TupleIndexingSpecs.all(), OrderingSpecs.all(),
                GeneratingSpecs.all());
    }

    private static Stream<List<OpSpec>> reduction() {
        return Stream.of(ReductionSpecs.all(), NormReductionSpecs.all());
    }

    private static Stream<List<OpSpec>> normalization() {
        return Stream.of(NormalizingSpecs.all(), NormalizationSpecs.all(), ScalingSpecs.all(), AttentionSpecs.all());
    }

    private static Stream<List<OpSpec>> convolution() {
        return Stream.of(ConvolutionSpecs.all(), ConvTransposeSpecs.all(), PoolingSpecs.all(), ResizeSpecs.all());
    }

    private static Stream<List<OpSpec>> recurrent() {
        return Stream.of(RecurrentSpecs.all(), RecurrentGradientSpecs.all());
    }

    private static Stream<List<OpSpec>> loss() {
        return Stream.of(LossSpecs.all());
    }

    private static Stream<List<OpSpec>> random() {
        return Stream.of(RandomSpecs.all());
    }
}
