package org.espalier.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.core.registry.Registry;
import org.espalier.op.Op;
import org.espalier.plugin.API;
import org.junit.jupiter.api.AfterAll;
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

    private final Table table = new Table();
    private Registry registry;
    private Map<String, OpSpec> specs;
    private Engines engines;

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

    /** Whether ops are put to a check, by its title: to all of them. */
    protected boolean checks(String title) {
        return true;
    }

    /** An exporter with a runtime, where there is one at hand. */
    protected Optional<OnnxRoundTrip> onnx() {
        return Optional.empty();
    }

    /** How many ops have to be covered at least, so that the suite cannot pass on nothing. */
    protected int leastOps() {
        return 1;
    }

    /** How many ops have to pass each check at least, by the check's title; none where nothing is said. */
    protected Map<String, Integer> leastPasses() {
        return Map.of();
    }

    /**
     * Pairs of backends that promise the same bits. By convention a backend {@code x-plain} is the fallback of the
     * backend {@code x}.
     */
    protected Map<String, String> twins() {
        return Twins.of(prepared().registry());
    }

    /** Where the table is written. */
    protected Path report() {
        return Path.of("target", "conformance-" + getClass().getSimpleName() + ".md");
    }

    private synchronized Engines prepared() {
        if (engines == null) {
            registry = registry();
            specs = new TreeMap<>();
            for (OpSpec s : specs()) {
                Assertions.assertNull(specs.put(s.op(), s), () -> "there are two specs of the op " + s.op());
            }
            engines = new Engines(registry);
        }
        return engines;
    }

    @AfterAll
    void close() {
        if (engines != null) {
            engines.close();
        }
    }

    @Test
    void everyOpHasASpecAndEverySpecAnOp() {
        prepared();
        List<String> ops = registry.ops().stream().map(Op::id).toList();
        List<String> bare = ops.stream().filter(id -> !specs.containsKey(id)).toList();
        List<String> stray = specs.keySet().stream().filter(id -> !ops.contains(id)).toList();
        Assertions.assertTrue(bare.isEmpty(), () -> "these ops are registered, but have no spec: " + bare);
        Assertions.assertTrue(stray.isEmpty(), () -> "these specs are of ops that nobody registers: " + stray);
    }

    @Test
    void noPluginWasLeftOut() {
        prepared();
        Assertions.assertEquals(List.of(), registry.failures());
    }

    /** A container for each op with a test for each check, and at the end the table. */
    @TestFactory
    Stream<DynamicNode> ops() {
        prepared();
        List<Check> checks = checks();
        Set<String> only = only();
        Stream<DynamicNode> each = registry.ops().stream()
                .filter(op -> covers(op) && specs.containsKey(op.id()) && (only.isEmpty() || only.contains(op.id())))
                .map(op -> tests(op, checks));
        return Stream.concat(each, Stream.of(DynamicTest.dynamicTest("the table", () -> finish(checks))));
    }

    private static Set<String> only() {
        return Stream.of(System.getProperty(ONLY, "").split(",")).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>(List.of(new TypeCheck(), new KernelCheck(), new ValueCheck(), new SpecialCheck(),
                new GradientChecks(1), new GradientChecks(2), new DecompositionCheck(), new BlockCheck()));
        for (String id : engines.others()) {
            checks.add(new BackendCheck(id));
            checks.add(new ThreadCheck(id));
        }
        twins().forEach((one, other) -> checks.add(new TwinCheck(one, other)));
        checks.add(new OnnxCheck(onnx().orElse(null)));
        checks.removeIf(c -> !checks(c.title()));
        return checks;
    }

    private DynamicContainer tests(Op op, List<Check> checks) {
        Subject subject = new Subject(op, specs.get(op.id()), engines);
        return DynamicContainer.dynamicContainer(op.id(), checks.stream()
                .map(c -> DynamicTest.dynamicTest(c.title(), () -> test(subject, c))));
    }

    private void test(Subject s, Check check) {
        String op = s.op().id();
        Optional<String> reason = s.spec().without(check.title());
        reason = reason.isPresent() ? reason : check.notApplicable(s);
        if (reason.isPresent()) {
            table.add(new Outcome(op, check.title(), Outcome.Kind.NOT_APPLICABLE, reason.get()));
            return;
        }
        Findings f = new Findings();
        try {
            check.run(s, f);
        } catch (RuntimeException | Error e) {
            table.add(new Outcome(op, check.title(), Outcome.Kind.FAILED, e.getClass().getSimpleName()));
            throw e;
        }
        if (f.compared() == 0 && !f.leftOut().isEmpty()) {
            table.add(new Outcome(op, check.title(), Outcome.Kind.NOT_APPLICABLE, String.join("; ", f.leftOut())));
            return;
        }
        boolean good = !f.failed() && f.compared() > 0;
        String remark = f.compared() + (f.remark().isEmpty() ? "" : ", " + f.remark())
                + (f.leftOut().isEmpty() ? "" : ", left out " + f.leftOut());
        table.add(new Outcome(op, check.title(), good ? Outcome.Kind.PASSED : Outcome.Kind.FAILED, remark));
        Assertions.assertFalse(f.failed(), () -> op + ", " + check.title() + ": " + f.text());
        Assertions.assertTrue(f.compared() > 0, () -> op + ", " + check.title() + ": nothing was compared");
    }

    private void finish(List<Check> checks) {
        table.write(report(), "Conformance of " + registry.ops().size() + " ops of the plugins " + registry.plugins().stream()
                .map(p -> p.id() + " " + p.version()).toList());
        int covered = table.ops().size();
        if (!only().isEmpty()) {
            Assertions.assertTrue(covered > 0, () -> "there are no ops " + only());
            return;
        }
        Assertions.assertTrue(covered >= leastOps(), () -> "only " + covered + " ops were covered, not " + leastOps());
        Assertions.assertEquals(covered * checks.size(), table.outcomes().size(), "not every op was put to every check");
        leastPasses().forEach((check, least) -> {
            long passed = table.count(check, Outcome.Kind.PASSED);
            Assertions.assertTrue(passed >= least,
                    () -> "only " + passed + " ops passed the check '" + check + "', not " + least);
        });
    }
}
