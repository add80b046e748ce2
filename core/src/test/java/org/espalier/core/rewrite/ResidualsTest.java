package org.espalier.core.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.core.CorePlugin;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.Residuals;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Trait;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** An op that keeps its exponential for its gradient keeps it only where there is one. */
class ResidualsTest {
    /** log(1 + e^x), with e^x behind it. */
    private static final Op OP = Op.define("test.Keeps", (in, attributes) ->
                    attributes.flag("residuals", true) ? List.of(in.get(0), in.get(0)) : List.of(in.get(0)))
            .decomposition((ops, in, attributes) -> {
                Value e = in.get(0).exp();
                Value y = e.add(1).log();
                return attributes.flag("residuals", true) ? List.of(y, e) : List.of(y);
            })
            .vjp((ops, attributes, in, out, c) ->
                    Collections.singletonList(c.get(0).mul(out.get(1)).div(out.get(1).add(1))))
            .traits(Trait.RESIDUALS)
            .build();

    private static final class Keeping implements Plugin {
        @Override
        public String id() {
            return "test.keeping";
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
            registrar.op(OP);
        }
    }

    private static final Registry REGISTRY = Registry.builder().add(new CorePlugin()).add(new Keeping()).build();
    private static final TensorType X = TensorType.of(DType.F64, 3);

    @Test
    void whatNothingUsesIsLeftOut() {
        GraphBuilder b = REGISTRY.graphBuilder();
        Graph g = b.build(Map.of("y", b.apply("test.Keeps", List.of(b.input("x", X)), Attributes.none()).get(0)));
        assertThat(g.nodes().get(0).outputs()).hasSize(2);

        Graph after = Residuals.leaveOutUnused(REGISTRY.graphBuilder(), g);

        assertThat(after.nodes()).hasSize(1);
        assertThat(after.nodes().get(0).outputs()).hasSize(1);
        assertThat(after.nodes().get(0).attributes().flag("residuals")).isFalse();
        assertThat(Residuals.leaveOutUnused(REGISTRY.graphBuilder(), after)).isEqualTo(after);
    }

    @Test
    void whatAGradientUsesIsKept() {
        GraphBuilder b = REGISTRY.graphBuilder();
        Value x = b.input("x", X);
        Value y = b.apply("test.Keeps", List.of(x), Attributes.none()).get(0);
        Value dx = Autodiff.gradients(b, y.sum(), List.of(x)).get(0);
        Graph g = b.build(Map.of("dx", dx));

        Graph after = Rewrites.prepare(Engine.create(REGISTRY, Engine.REFERENCE, 1), g, Set.of("dx"));

        assertThat(after.toString()).contains("Exp").doesNotContain("Log");
        assertThat(Residuals.leaveOutUnused(REGISTRY.graphBuilder(), g).nodes().get(0).outputs()).hasSize(2);
    }
}
