package org.espalier.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;

/** A backend gives the same bits with one, two and three threads, and the same bits when it is asked again. */
final class ThreadCheck implements Check {
    /** Elements of inputs and outputs together that any backend will think worth a hand-over to other threads. */
    private static final long WORTH_SPLITTING = 1 << 16;

    private final String backend;

    ThreadCheck(String backend) {
        this.backend = backend;
    }

    @Override
    public String title() {
        return backend + " threads";
    }

    @Override
    public String asks() {
        return "the backend '" + backend + "' gives the same bits with one, two and three threads, and when it is asked again";
    }

    @Override
    public String advice() {
        return "split work by elements of the output, never by the order of a sum, and let no result depend on the number of parts";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        return s.op().has(Trait.CONSTANT) ? Optional.of("a constant is not computed") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        Engine most = s.engines().engine(backend, 3);
        long[] largest = {-1};
        f.each(s.cases(), c -> {
            List<Tensor> one = s.planned(backend, 1, c);
            f.compare(c.place() + " on 2 threads", Comparison.of(s.planned(backend, 2, c), one, Tolerance.EXACT));
            Execution again = Plan.of(most, c.bound()).execution();
            for (String time : List.of("", ", asked again")) {
                f.compare(c.place() + " on 3 threads" + time,
                        Comparison.of(Engines.run(again, c.bound(), c.inputs()), one, Tolerance.EXACT));
            }
            largest[0] = s.kernel(most, c) == null ? largest[0] : Math.max(largest[0], elements(c));
        });
        if (largest[0] >= 0 && largest[0] < WORTH_SPLITTING) {
            f.compare("all samples", "the largest that a kernel of '" + backend + "' computes has " + largest[0]
                    + " elements, so nothing was split over threads; add one of " + WORTH_SPLITTING + " or more");
        }
    }

    private static long elements(Case c) {
        return Stream.concat(c.node().inputTypes().stream(), c.node().outputTypes().stream())
                .mapToLong(t -> t.shape().size())
                .sum();
    }
}
