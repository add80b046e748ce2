package org.espalier.core.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import org.espalier.core.check.Interpreter;
import org.espalier.core.check.RandomGraph;
import org.espalier.core.engine.Engine;
import org.espalier.core.fixture.FusingBackend;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;

/** Rewrites preserve every value to the bit, and those that tidy up have nothing left to do the second time. */
class RewritePropertiesTest {
    private static final long MANY = 1 << 20;
    private static final Registry REGISTRY = Registry.discover();
    private static final Engine REFERENCE = Engine.create(REGISTRY, Engine.REFERENCE, 1);
    private static final Engine FUSING = REFERENCE.wrap(FusingBackend::whole);
    private static final Engine PARTIAL = REFERENCE.wrap(FusingBackend::partial);

    private static List<Tensor> run(Graph g, List<Tensor> inputs, Engine engine) {
        return new Interpreter(REGISTRY, engine.backend()).run(g, inputs);
    }

    private static void preserves(long seed, Rewrite rewrite, Engine engine) {
        RandomGraph.Drawn d = RandomGraph.of(REGISTRY, seed);
        Graph after = rewrite.apply(REGISTRY.graphBuilder(), d.graph());
        assertThat(run(after, d.inputs(), engine)).as("%s%n%nwas rewritten to%n%n%s", d.graph(), after)
                .isEqualTo(run(d.graph(), d.inputs(), engine));
        assertThat(after.inputs().stream().map(Graph.Port::name)).containsExactlyElementsOf(
                d.graph().inputs().stream().map(Graph.Port::name).toList());
        assertThat(after.outputs().stream().map(Graph.Port::name)).containsExactlyElementsOf(
                d.graph().outputs().stream().map(Graph.Port::name).toList());
        changes(!after.equals(d.graph()));
    }

    /** A property of rewrites that change nothing would hold of itself. */
    private static void changes(boolean changed) {
        Statistics.collect(changed);
        Statistics.coverage(c -> c.check(true).percentage(p -> p > 10));
    }

    @Property(tries = 300, seed = "1")
    void deadCode(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        preserves(seed, Rewrites.DEAD_CODE, REFERENCE);
    }

    @Property(tries = 300, seed = "1")
    void simplify(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        preserves(seed, new Simplify(), REFERENCE);
    }

    @Property(tries = 300, seed = "1")
    void constantFolding(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        preserves(seed, new ConstantFolding(REFERENCE), REFERENCE);
    }

    @Property(tries = 300, seed = "1")
    void commonSubexpressions(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        preserves(seed, new CommonSubexpressions(), REFERENCE);
    }

    @Property(tries = 300, seed = "1")
    void lowering(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        preserves(seed, new Lowering(PARTIAL), PARTIAL);
    }

    @Property(tries = 300, seed = "1")
    void fusion(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        preserves(seed, new Fusion(FUSING, n -> true), FUSING);
    }

    @Property(tries = 300, seed = "1")
    void fusionOverTwoSegments(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        RandomGraph.Drawn d = RandomGraph.of(REGISTRY, seed);
        Set<Node> first = Rewrites.ancestors(d.graph(), Set.of("y0"));
        preserves(seed, new Fusion(FUSING, first::contains), FUSING);
    }

    @Property(tries = 300, seed = "1")
    void allTogether(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        preserves(seed, (fresh, g) -> Rewrites.prepare(FUSING, g, Set.of("y0")), FUSING);
    }

    @Property(tries = 200, seed = "2")
    void tidyingTwiceIsTidyingOnce(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        Graph g = RandomGraph.of(REGISTRY, seed).graph();
        for (Rewrite r : List.of(Rewrites.DEAD_CODE, new CommonSubexpressions(), new ConstantFolding(REFERENCE))) {
            Graph once = r.apply(REGISTRY.graphBuilder(), g);
            assertThat(r.apply(REGISTRY.graphBuilder(), once)).as(r.getClass().getSimpleName()).isEqualTo(once);
        }
    }

    @Property(tries = 200, seed = "2")
    void nothingIsComputedTwice(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        Graph g = new CommonSubexpressions().apply(REGISTRY.graphBuilder(), RandomGraph.of(REGISTRY, seed).graph());
        List<String> written = g.nodes().stream()
                .filter(n -> !n.op().has(Trait.RANDOM))
                .map(n -> n.op() + " " + n.inputs() + n.attributes())
                .toList();
        assertThat(written).doesNotHaveDuplicates();
    }

    @Property(tries = 200, seed = "2")
    void drawsAreNeitherMergedNorFolded(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        Graph g = Rewrites.DEAD_CODE.apply(REGISTRY.graphBuilder(), RandomGraph.of(REGISTRY, seed).graph());
        Graph after = new ConstantFolding(REFERENCE).apply(REGISTRY.graphBuilder(),
                new CommonSubexpressions().apply(REGISTRY.graphBuilder(), g));
        assertThat(draws(after)).isEqualTo(draws(g));
        Statistics.collect(draws(g) > 1);
        Statistics.coverage(c -> c.check(true).percentage(p -> p > 2));
    }

    private static long draws(Graph g) {
        return g.nodes().stream().filter(n -> n.op().has(Trait.RANDOM)).count();
    }
}
