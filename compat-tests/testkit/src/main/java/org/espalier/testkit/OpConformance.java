package org.espalier.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.espalier.op.Op;
import org.espalier.plugin.API;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The one suite over all registered ops. A plugin's tests extend it, bring specs through {@link OpSpecs}, and are done:
 *
 * <pre>{@code
 * class AcmeOpsTest extends OpConformance {
 *     protected boolean covers(Op op) {
 *         return op.id().startsWith("acme.");
 *     }
 * }
 * }</pre>
 *
 * The table of ops and checks is written under {@code target/}. While an op is being written, the system property
 * {@value #ONLY} with the ids of some ops, separated by commas, leaves the others out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class OpConformance {
    private static final String ONLY = "espalier.conformance.ops";

    private Table table;
    private Registry registry;
    private Map<String, OpSpec> specs;

    /** Made by the test framework. */
    protected OpConformance() {}

    /** The plugins whose ops and backends are tested: all that are found. */
    protected Registry registry() {
        return Registry.discover();
    }

    /** The specs: all that are found. */
    protected Collection<OpSpec> specs() {
        return OpSpecs.discover(getClass().getClassLoader());
    }

    /** Whether an op is put to the checks. Every registered op needs a spec all the same. */
    protected boolean covers(Op op) {
        return true;
    }

    /** Exporters with a runtime, one for each opset that ops are exported for, where there are any at hand. */
    protected List<OnnxRoundTrip> onnx() {
        return List.of();
    }

    /** How many ops have to be covered at least, so that the suite cannot pass on nothing. */
    protected int leastOps() {
        return 1;
    }

    /**
     * A document that holds the table and is checked in: it must be what comes out. With the system property
     * {@code docs=write} it is written anew.
     */
    protected Optional<Path> document() {
        return Optional.empty();
    }

    /**
     * How many cells of the table may have a note: that a check says nothing of an op, or not all. It is checked in and
     * may only shrink; where fewer have one, the suite asks for the lower number.
     */
    protected OptionalInt notes() {
        return OptionalInt.empty();
    }

    /**
     * Pairs of backends that promise the same bits. By convention a backend {@code x-plain} is the fallback of the
     * backend {@code x}.
     */
    protected Map<String, String> twins() {
        prepare();
        return Twins.of(registry);
    }

    /** Where the table of a run is written, with how much was compared and how long it took. */
    protected Path report() {
        return Path.of("target", "conformance-" + getClass().getSimpleName() + ".md");
    }

    private synchronized void prepare() {
        if (registry != null) {
            return;
        }
        registry = registry();
        specs = new TreeMap<>();
        for (OpSpec s : specs()) {
            Assertions.assertNull(specs.put(s.op(), s), () -> "there are two specs of the op " + s.op());
        }
    }

    @Test
    void everyOpHasASpecAndEverySpecAnOp() {
        prepare();
        List<String> ops = registry.ops().stream().map(Op::id).toList();
        List<String> bare = ops.stream().filter(id -> !specs.containsKey(id)).toList();
        List<String> stray = specs.keySet().stream().filter(id -> !ops.contains(id)).toList();
        Assertions.assertTrue(bare.isEmpty(), () -> "these ops are registered, but have no spec: " + bare
                + "; give one for each in an implementation of " + OpSpecs.class.getName() + " that META-INF/services names");
        Assertions.assertTrue(stray.isEmpty(), () -> "these specs are of ops that nobody registers: " + stray);
    }

    @Test
    void noPluginWasLeftOut() {
        prepare();
        Assertions.assertEquals(List.of(), registry.failures());
    }

    /** A container for each op with a test for each check, and at the end the table. */
    @TestFactory
    Stream<DynamicNode> ops() {
        prepare();
        Set<String> only = only();
        List<Op> covered = registry.ops().stream()
                .filter(op -> covers(op) && specs.containsKey(op.id()) && (only.isEmpty() || only.contains(op.id())))
                .toList();
        List<Check> checks = checks();
        table = new Table(checks);
        Workshop workshop = new Workshop(registry, checks, table);
        List<DynamicNode> nodes = new ArrayList<>();
        for (Op op : covered) {
            Workshop.Order order = workshop.order(op, specs.get(op.id()));
            nodes.add(DynamicContainer.dynamicContainer(op.id(), IntStream.range(0, checks.size())
                    .mapToObj(i -> DynamicTest.dynamicTest(checks.get(i).title(), () -> order.test(i)))));
        }
        nodes.add(DynamicTest.dynamicTest("the table", () -> {
            workshop.close();
            finish(covered.size(), only);
        }));
        return nodes.stream();
    }

    private static Set<String> only() {
        return Stream.of(System.getProperty(ONLY, "").split(",")).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>(List.of(new TypeCheck(), new KernelCheck(), new ValueCheck(), new SpecialCheck(),
                new GradientChecks(1), new GradientChecks(2), new DecompositionCheck(), new ResidualsCheck(), new BlockCheck()));
        for (String id : registry.backends()) {
            if (!id.equals(Engine.REFERENCE)) {
                checks.add(new BackendCheck(id));
                checks.add(new ThreadCheck(id));
            }
        }
        twins().forEach((one, other) -> checks.add(new TwinCheck(one, other)));
        List<OnnxRoundTrip> trips = onnx();
        trips.forEach(trip -> checks.add(new OnnxCheck(trip)));
        if (!trips.isEmpty()) {
            checks.add(new ImportCheck(trips));
        }
        return checks;
    }

    private void finish(int covered, Set<String> only) {
        OpsDocument.write(report(), table.report("Conformance of " + registry.ops().size() + " ops of the plugins "
                + registry.plugins().stream().map(p -> p.id() + " " + p.version()).toList()));
        Assertions.assertEquals(covered, table.rows().size(), "not every op was put to the checks");
        if (!only.isEmpty()) {
            Assertions.assertEquals(only, table.rows().keySet(), ONLY + " names ops that are not there");
            return;
        }
        Assertions.assertTrue(covered >= leastOps(), () -> "only " + covered + " ops were covered, not " + leastOps());
        OpsDocument document = new OpsDocument(table, getClass().getSimpleName());
        Set<String> lacking = document.lacking();
        Set<String> added = new LinkedHashSet<>(lacking);
        document().ifPresent(file -> added.removeAll(OpsDocument.lacking(OpsDocument.read(file))));
        String misfit = document().map(document::compareOrWrite).orElse(null);
        int most = notes().orElse(lacking.size());
        Assertions.assertTrue(lacking.size() <= most, () -> lacking.size() + " cells of the table have a note, but at most " + most
                + " may; let the checks say something of these ops, or, if it has to be so, raise the number in "
                + getClass().getSimpleName() + ". New are:\n" + String.join("\n", added));
        Assertions.assertEquals(most, lacking.size(), () -> "fewer cells of the table have a note: lower the number in "
                + getClass().getSimpleName());
        Assertions.assertNull(misfit, misfit);
    }
}
