package org.espalier.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.espalier.backend.Kernel;
import org.espalier.core.check.Interpreter;
import org.espalier.core.engine.Engine;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/** An op under test, with its spec and what it runs on. It remembers results, and is used by one thread. */
final class Subject {
    private final Op op;
    private final OpSpec spec;
    private final Engines engines;
    private final Interpreter oracle;
    private final Map<Case, List<Tensor>> results = new IdentityHashMap<>();
    private final Map<String, Map<Case, List<Tensor>>> planned = new HashMap<>();
    /** Cases with special values share the graph of the case that they were made from. */
    private final Map<String, Map<Graph, Execution>> executions = new HashMap<>();
    private final Map<Graph, Graph> decompositions = new IdentityHashMap<>();
    private List<Case> cases;
    private List<Case> special;

    Subject(Op op, OpSpec spec, Engines engines) {
        this.op = op;
        this.spec = spec;
        this.engines = engines;
        this.oracle = new Interpreter(engines.registry(), engines.reference().reference());
    }

    Op op() {
        return op;
    }

    OpSpec spec() {
        return spec;
    }

    Engines engines() {
        return engines;
    }

    Registry registry() {
        return engines.registry();
    }

    /** Every sample in every dtype that it is taken in. */
    List<Case> cases() {
        if (cases == null) {
            List<Case> all = new ArrayList<>();
            for (Sample s : spec.samples()) {
                for (DType d : spec.dtypes(s).stream().sorted().toList()) {
                    all.add(taken(s, d));
                }
            }
            cases = List.copyOf(all);
        }
        return cases;
    }

    private Case taken(Sample s, DType d) {
        try {
            return Case.of(registry(), op, s, d);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the sample '" + s.name() + "' of the op " + op + " cannot be taken in " + d
                    + ": " + e.getMessage() + "; correct the sample's inputs and attributes, or the type rule", e);
        }
    }

    List<Case> cases(Predicate<Case> which) {
        return cases().stream().filter(which).toList();
    }

    /** Cases with special values; see {@link SpecialValues}. */
    List<Case> specialCases() {
        if (special == null) {
            special = List.copyOf(SpecialValues.cases(this));
        }
        return special;
    }

    /** What the reference backend gives for a case: its kernel, or its kernels for the decomposition. */
    List<Tensor> reference(Case c) {
        return results.computeIfAbsent(c, k -> oracle.run(k.bound(), k.inputs()));
    }

    /** What a plan on a backend gives for a case. */
    List<Tensor> planned(String backend, int threads, Case c) {
        String key = backend + "/" + threads;
        List<Tensor> known = planned.computeIfAbsent(key, k -> new IdentityHashMap<>()).get(c);
        if (known == null) {
            Execution e = executions.computeIfAbsent(key, k -> new IdentityHashMap<>()).computeIfAbsent(c.bound(),
                    g -> Plan.of(engines.engine(backend, threads), g).execution());
            known = Engines.run(e, c.bound(), c.inputs());
            planned.get(key).put(c, known);
        }
        return known;
    }

    /** The graph that a case's node decomposes into. */
    Graph decomposition(Case c) {
        return decompositions.computeIfAbsent(c.bound(), g -> Interpreter.decomposition(registry(), c.node()));
    }

    /** The naive evaluation on the reference backend. */
    Interpreter oracle() {
        return oracle;
    }

    /** The kernel that a backend itself has for a case, or null. */
    Kernel kernel(Engine engine, Case c) {
        return engine.backend().kernel(c.node()).orElse(null);
    }

    /** Whether no kernel of the reference backend is there for any case. */
    boolean runsAsDecomposition() {
        return cases().stream().allMatch(c -> kernel(engines.reference(), c) == null);
    }
}
