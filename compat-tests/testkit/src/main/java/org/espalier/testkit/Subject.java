package org.espalier.testkit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.espalier.backend.Kernel;
import org.espalier.core.check.Interpreter;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/** An op under test, with its spec and what it runs on. */
final class Subject {
    private final Op op;
    private final OpSpec spec;
    private final Engines engines;
    private final Interpreter oracle;
    private final Map<Case, List<Tensor>> results = new IdentityHashMap<>();
    private List<Case> cases;

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
                    all.add(Case.of(registry(), op, s, d));
                }
            }
            cases = List.copyOf(all);
        }
        return cases;
    }

    List<Case> cases(Predicate<Case> which) {
        return cases().stream().filter(which).toList();
    }

    /** What the reference backend gives for a case: its kernel, or its kernels for the decomposition. */
    List<Tensor> reference(Case c) {
        return results.computeIfAbsent(c, k -> oracle.run(k.bound(), k.inputs()));
    }

    /** The naive evaluation on the reference backend. */
    Interpreter oracle() {
        return oracle;
    }

    /** The kernel that a backend itself has for a case, or null. */
    Kernel kernel(Engine engine, Case c) {
        return engine.backend().kernel(c.node()).orElse(null);
    }
}
