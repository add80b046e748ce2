package org.espalier.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.testkit.Square.GOOD;
import static org.espalier.testkit.Square.SAME;
import static org.espalier.testkit.Square.findings;
import static org.espalier.testkit.Square.kernel;
import static org.espalier.testkit.Square.registry;
import static org.espalier.testkit.Square.spec;
import static org.espalier.testkit.Square.square;

import java.util.List;
import org.espalier.backend.KernelFactory;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.op.Op;
import org.espalier.op.Trait;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Every check finds the fault that it is there for, in ops that have one fault each; and none in an op that has none. */
class FaultsAreFoundTest {
    @Test
    void noFault() {
        assertThat(findings(square(SAME).build(), GOOD, spec().build())).isEmpty();
    }

    @Test
    void aTypeRuleThatForgetsNames() {
        Op.TypeRule forgetful = (in, attributes) -> List.of(in.get(0).withShape(Shape.of(in.get(0).shape().dims().stream()
                .map(d -> d.isKnown() ? d : Dim.of(3)).toList())));
        assertThat(findings(square(forgetful).build(), GOOD, spec().build())).containsExactly("types");
    }

    @Test
    void aTypeRuleThatTakesWhatItShouldNot() {
        OpSpec strict = spec().refusing("must be", Attributes.none(), TensorType.of(DType.BOOL)).build();
        assertThat(findings(square(SAME).build(), GOOD, strict)).containsExactly("types");
    }

    @Test
    void aKernelThatLeavesTheLastElement() {
        KernelFactory bad = node -> kernel(false, (x, y) -> square(x, y, 0, y.length() - 1));
        assertThat(findings(square(SAME).build(), bad, spec().build())).contains("kernel", "values", "decomposition");
    }

    @Test
    void aKernelThatWritesBesideItsOutput() {
        KernelFactory bad = node -> kernel(false, (x, y) -> {
            square(x, y, 0, y.length());
            if (y.dtype() == DType.F32 && y.offset() + y.length() < y.f32().length) {
                y.f32()[y.offset() + y.length()] = 0;
            }
        });
        assertThat(findings(square(SAME).build(), bad, spec().build())).containsExactly("kernel", "special");
    }

    @Test
    void aKernelThatSpoilsItsInput() {
        KernelFactory bad = node -> kernel(false, (x, y) -> {
            square(x, y, 0, y.length());
            square(x, x, 0, x.length());
        });
        assertThat(findings(square(SAME).build(), bad, spec().build())).contains("kernel");
    }

    @Test
    void aKernelThatMayNotWriteOverItsInput() {
        KernelFactory bad = node -> kernel(true, (x, y) -> {
            square(x, y, 0, y.length());
            if (y.length() > 0) {
                // Reads the first element again, which is gone by then.
                y.setDouble(0, x.getDouble(0) * x.getDouble(0));
            }
        });
        assertThat(findings(square(SAME).build(), bad, spec().build())).contains("kernel");
    }

    @Test
    void aKernelThatIsWrongForNaN() {
        KernelFactory bad = node -> kernel(false, (x, y) -> {
            for (int i = 0; i < y.length(); i++) {
                double v = x.getDouble(i);
                y.setDouble(i, Double.isNaN(v) ? 0 : v * v);
            }
        });
        assertThat(findings(square(SAME).build(), bad, spec().build())).containsExactly("special");
    }

    @Test
    void aKernelThatAllocates() {
        KernelFactory bad = node -> kernel(false, (x, y) -> {
            double[] squares = new double[y.length() + 1];
            for (int i = 0; i < y.length(); i++) {
                squares[i] = x.getDouble(i) * x.getDouble(i);
                y.setDouble(i, squares[i]);
            }
            leak = squares;
        });
        assertThat(findings(square(SAME).build(), bad, spec().build())).containsExactly("kernel");
    }

    private static volatile double[] leak;

    @Test
    void aTypeRuleThatFailsOnWrongInputs() {
        Op.TypeRule careless = (in, attributes) -> {
            Object dtype = in.isEmpty() ? null : in.get(0);
            return List.of((TensorType) java.util.Objects.requireNonNull(dtype));
        };
        assertThat(findings(square(careless).build(), GOOD, spec().build())).containsExactly("types");
    }

    @Test
    void aTypeRuleThatTakesWhatCannotBeRun() {
        KernelFactory floating = node -> node.input(0).type().dtype().isFloating() ? GOOD.create(node) : null;
        Op bad = Op.define("test.Square", SAME)
                .vjp((ops, attributes, in, out, c) -> List.of(c.get(0).mul(in.get(0)).mul(2)))
                .traits(Trait.ELEMENTWISE)
                .build();
        Registry registry = registry(bad, floating);
        try (Engines engines = new Engines(registry)) {
            Findings f = new Findings();
            new TypeCheck().run(new Subject(bad, spec().build(), engines), f);
            assertThat(f.text()).contains("the type rule took it, but it cannot be run");
        }
    }

    @Test
    void nothingStatedOfValues() {
        OpSpec silent = OpSpec.of("test.Square").samples(Samples.unary(Domain.between(-2, 2))).build();
        assertThat(findings(square(SAME).build(), GOOD, silent)).containsExactly("values");
    }

    @Test
    void noDerivativeCompared() {
        OpSpec single = OpSpec.of("test.Square").samples(Samples.unary(Domain.between(-2, 2))).dtypes(DType.F32)
                .values(x -> x[0] * x[0]).build();
        assertThat(findings(square(SAME).build(), GOOD, single)).containsExactly("vjp", "vjp of vjp");
    }

    /** x² and, for the gradient alone, 2x; with faults in what the type rule and the kernel do without the residual. */
    private static List<String> residualFindings(boolean rule, boolean kernel) {
        Op op = Op.define("test.Square", (in, attributes) -> attributes.flag("residuals", true) || rule
                        ? List.of(in.get(0), in.get(0)) : List.of(in.get(0)))
                .vjp((ops, attributes, in, out, c) -> List.of(c.get(0).mul(out.get(1))))
                .traits(Trait.RESIDUALS)
                .build();
        KernelFactory factory = node -> (inputs, outputs) -> {
            square(inputs[0], outputs[0], 0, outputs[0].length());
            boolean more = node.outputs().size() > 1;
            for (int i = 0; i < outputs[0].length(); i++) {
                if (more) {
                    outputs[1].setDouble(i, 2 * inputs[0].getDouble(i));
                } else if (kernel) {
                    outputs[0].setDouble(i, 0);
                }
            }
        };
        try (Engines engines = new Engines(registry(op, factory))) {
            Findings f = new Findings();
            new ResidualsCheck().run(new Subject(op, spec().build(), engines), f);
            assertThat(f.compared()).isPositive();
            return f.failed() ? List.of("residuals") : List.of();
        }
    }

    @Test
    void residualsThatAreNotLeftOut() {
        assertThat(residualFindings(false, false)).isEmpty();
        assertThat(residualFindings(true, false)).containsExactly("residuals");
        assertThat(residualFindings(false, true)).containsExactly("residuals");
    }

    @Test
    void anExceptionNamesTheSampleTheCheckAndWhatToDo() {
        KernelFactory bad = node -> kernel(false, (x, y) -> {
            throw new IllegalStateException("no luck");
        });
        Op op = square(SAME).build();
        try (Engines engines = new Engines(registry(op, bad))) {
            List<Examination.Verdict> verdicts = new Examination(new Subject(op, spec().build(), engines))
                    .verdicts(List.of(new TypeCheck(), new ValueCheck()));
            assertThat(verdicts.get(0).failure()).isNull();
            assertThat(verdicts.get(1).failure())
                    .hasMessageStartingWith("test.Square, check 'values': ")
                    .hasMessageContaining("[7] in f32: threw java.lang.IllegalStateException: no luck")
                    .hasMessageContaining("What to do: ")
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aGradientWithAWrongFactor() {
        Op bad = square(SAME).vjp((ops, attributes, in, out, c) -> List.of(c.get(0).mul(in.get(0)))).build();
        assertThat(findings(bad, GOOD, spec().build())).contains("vjp");
    }

    @Test
    void aGradientThatIsWrongWhenDifferentiatedAgain() {
        // The identity with half of its gradient.
        Op half = Op.define("test.Half", SAME).vjp((ops, attributes, in, out, c) -> List.of(c.get(0).mul(0.5))).build();
        Op bad = square(SAME).vjp((ops, attributes, in, out, c) -> List.of(
                c.get(0).mul(ops.apply1("test.Half", in.get(0))).mul(2))).build();
        KernelFactory copy = node -> kernel(false, (x, y) -> y.copyFrom(x));
        assertThat(findings(bad, GOOD, spec().build(), r -> {
            r.op(half);
            r.kernel("reference", half.id(), copy);
        })).containsExactly("vjp of vjp");
    }

    @Test
    void aDecompositionThatIsAnotherFunction() {
        Op bad = square(SAME).decomposition((ops, in, attributes) -> List.of(in.get(0).mul(in.get(0)).mul(1.001))).build();
        assertThat(findings(bad, GOOD, spec().build())).contains("decomposition");
    }
}
