package org.espalier.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.testkit.Square.GOOD;
import static org.espalier.testkit.Square.SAME;
import static org.espalier.testkit.Square.registry;
import static org.espalier.testkit.Square.spec;
import static org.espalier.testkit.Square.square;

import java.util.List;
import java.util.Optional;
import org.espalier.backend.Backend;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.Kernel;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The checks of backends, block functions and exports find the faults that they are there for. */
class BackendFaultsAreFoundTest {
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
                        ? Optional.of(Square.kernel(false, (x, y) -> {
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
        Registry registry = registry(square(SAME).build(), GOOD, r -> {
            r.backend("odd", backend("odd", errorPerThread));
            r.backend("odd-plain", backend("odd-plain", 0));
            r.block("test.Square", node -> (in, offsets, out, at, n) -> {
                for (int i = 0; i < n; i++) {
                    float v = in[0][offsets[0] + i];
                    out[at + i] = v * v + errorOfBlock;
                }
            });
        });
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
