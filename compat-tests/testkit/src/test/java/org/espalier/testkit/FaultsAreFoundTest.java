package org.espalier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.backend.Backend;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Trait;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Every check finds the fault that it is there for, in ops that have one fault each; and none in an op that has none. */
class FaultsAreFoundTest {
    private static final Op.TypeRule SAME = (in, attributes) -> List.of(in.get(0));

    /** x² with everything as it should be, to be spoilt in one place. */
    private static Op.Builder square(Op.TypeRule rule) {
        return Op.define("test.Square", rule)
                .vjp((ops, attributes, in, out, c) -> List.of(c.get(0).mul(in.get(0)).mul(2)))
                .decomposition((ops, in, attributes) -> List.of(in.get(0).mul(in.get(0))))
                .traits(Trait.ELEMENTWISE);
    }

    private static Kernel kernel(boolean inPlace, Body body) {
        return new Kernel() {
            @Override
            public void run(Buffer[] inputs, Buffer[] outputs) {
                body.run(inputs[0], outputs[0]);
            }

            @Override
            public boolean inPlace(int input, int output) {
                return inPlace;
            }
        };
    }

    private interface Body {
        void run(Buffer x, Buffer y);
    }

    private static void square(Buffer x, Buffer y, int from, int to) {
        for (int i = from; i < to; i++) {
            y.setDouble(i, x.getDouble(i) * x.getDouble(i));
        }
    }

    private static final KernelFactory GOOD = node -> kernel(true, (x, y) -> square(x, y, 0, y.length()));

    private static final class One implements Plugin {
        private final Consumer<Registrar> what;

        One(Consumer<Registrar> what) {
            this.what = what;
        }

        @Override
        public String id() {
            return "test";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public void register(Registrar registrar) {
            what.accept(registrar);
        }
    }

    private static OpSpec.Builder spec() {
        return OpSpec.of("test.Square").samples(Samples.unary(Domain.between(-2, 2))).values(x -> x[0] * x[0]);
    }

    /** The titles of the checks that find something. */
    private static List<String> findings(Op op, KernelFactory kernel, OpSpec spec) {
        return findings(op, kernel, spec, r -> {});
    }

    private static List<String> findings(Op op, KernelFactory kernel, OpSpec spec, Consumer<Registrar> more) {
        Consumer<Registrar> all = r -> {
            r.op(op);
            r.kernel("reference", op.id(), kernel);
            more.accept(r);
        };
        Registry registry = Registry.builder().discover().add(new One(all)).build();
        assertThat(registry.failures()).isEmpty();
        List<String> titles = new ArrayList<>();
        try (Engines engines = new Engines(registry)) {
            for (Check c : List.of(new TypeCheck(), new KernelCheck(), new ValueCheck(), new SpecialCheck(),
                    new GradientChecks(1), new GradientChecks(2), new DecompositionCheck())) {
                Findings f = new Findings();
                c.run(new Subject(op, spec, engines), f);
                assertThat(f.compared()).as(c.title()).isPositive();
                if (f.failed()) {
                    titles.add(c.title());
                }
            }
        }
        return titles;
    }

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

    /** A backend with one kernel, which makes every element larger by a number for each of its threads. */
    private static BackendFactory backend(String id, double errorPerThread) {
        return context -> new Backend() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public String description() {
                return id;
            }

            @Override
            public Optional<Kernel> kernel(Node node) {
                return node.op().id().equals("test.Square")
                        ? Optional.of(FaultsAreFoundTest.kernel(false, (x, y) -> {
                            for (int i = 0; i < y.length(); i++) {
                                y.setDouble(i, x.getDouble(i) * x.getDouble(i) + context.threads() * errorPerThread);
                            }
                        }))
                        : Optional.empty();
            }
        };
    }

    /** Whether a check finds something, with two backends, a block function that adds an error, and a round trip that does. */
    private static boolean finds(Check check, double errorPerThread, float errorOfBlock, double errorOfTrip) {
        Registry registry = Registry.builder().discover().add(new One(r -> {
            r.op(square(SAME).build());
            r.kernel("reference", "test.Square", GOOD);
            r.backend("odd", backend("odd", errorPerThread));
            r.backend("odd-plain", backend("odd-plain", 0));
            r.block("test.Square", node -> (in, offsets, out, at, n) -> {
                for (int i = 0; i < n; i++) {
                    float v = in[0][offsets[0] + i];
                    out[at + i] = v * v + errorOfBlock;
                }
            });
        })).build();
        assertThat(registry.failures()).isEmpty();
        assertThat(Twins.of(registry)).containsEntry("odd", "odd-plain");
        try (Engines engines = new Engines(registry)) {
            Findings f = new Findings();
            Subject s = new Subject(registry.op("test.Square"), spec().build(), engines);
            Check checked = check != null ? check : new OnnxCheck(trip(s, errorOfTrip));
            checked.run(s, f);
            assertThat(f.compared()).isPositive();
            return f.failed();
        }
    }

    private static OnnxRoundTrip trip(Subject s, double error) {
        return new OnnxRoundTrip() {
            @Override
            public String description() {
                return "a runtime that is off by " + error;
            }

            @Override
            public List<Tensor> run(Graph graph, List<Tensor> inputs) {
                double[] y = inputs.get(0).toDoubles();
                for (int i = 0; i < y.length; i++) {
                    y[i] = y[i] * y[i] + error;
                }
                return List.of(Tensor.rounded(inputs.get(0).type(), y));
            }
        };
    }

    @Test
    void aBackendThatIsOff() {
        assertThat(finds(new BackendCheck("odd"), 0, 0, 0)).isFalse();
        assertThat(finds(new BackendCheck("odd"), 1e-3, 0, 0)).isTrue();
        assertThat(finds(new SpecialCheck(), 1e-3, 0, 0)).isTrue();
    }

    @Test
    void aBackendWhoseResultsDependOnItsThreads() {
        assertThat(finds(new ThreadCheck("odd"), 0, 0, 0)).isFalse();
        assertThat(finds(new ThreadCheck("odd"), 1e-3, 0, 0)).isTrue();
    }

    @Test
    void aTwinThatIsAnother() {
        assertThat(finds(new TwinCheck("odd", "odd-plain"), 0, 0, 0)).isFalse();
        assertThat(finds(new TwinCheck("odd", "odd-plain"), 1e-3, 0, 0)).isTrue();
    }

    @Test
    void aBlockFunctionThatIsOff() {
        assertThat(finds(new BlockCheck(), 0, 0, 0)).isFalse();
        assertThat(finds(new BlockCheck(), 0, 1e-3f, 0)).isTrue();
    }

    @Test
    void anExportThatIsOff() {
        assertThat(finds(null, 0, 0, 0)).isFalse();
        assertThat(finds(null, 0, 0, 1e-3)).isTrue();
    }
}
