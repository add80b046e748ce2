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
                        BasicSpecs.all(),
                        ArithmeticSpecs.all(),
                        FunctionSpecs.all(),
                        ActivationSpecs.all(),
                        ComparisonSpecs.all(),
                        MatrixSpecs.all(),
                        ShapeSpecs.all(),
                        IndexSpecs.all(),
                        ReductionSpecs.all(),
                        NormalizingSpecs.all(),
                        RandomSpecs.all(),
                        RegionSpecs.all())
                .flatMap(List::stream)
                .toList();
    }
}
