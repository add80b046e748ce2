package org.espalier.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One op, put to all checks. */
final class Examination {
    /**
     * How the op came out of a check.
     *
     * @param failure null where nothing is amiss
     */
    record Verdict(Outcome outcome, AssertionError failure) {}

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Subject subject;

    Examination(Subject subject) {
        this.subject = subject;
    }

    List<Verdict> verdicts(List<Check> checks) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Check c : checks) {
            long start = THREADS.getCurrentThreadCpuTime();
            Findings f = new Findings();
            Optional<String> reason = Optional.empty();
            Throwable thrown = null;
            try {
                reason = subject.spec().without(c.title()).or(() -> c.notApplicable(subject));
                if (reason.isEmpty()) {
                    c.run(subject, f);
                }
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
            long nanos = THREADS.getCurrentThreadCpuTime() - start;
            verdicts.add(thrown != null ? thrown(c, thrown, nanos)
                    : reason.isPresent() ? new Verdict(notApplicable(c, List.of(reason.get()), nanos), null)
                    : verdict(c, f, nanos));
        }
        return verdicts;
    }

    private Outcome notApplicable(Check c, List<String> reasons, long nanos) {
        return Outcome.of(subject, c, Outcome.Kind.NOT_APPLICABLE, reasons, "", nanos);
    }

    private Verdict thrown(Check c, Throwable e, long nanos) {
        AssertionError failure = new AssertionError(heading(c) + "threw " + e + "\n" + advice(c), e);
        return new Verdict(Outcome.of(subject, c, Outcome.Kind.FAILED, List.of(), e.getClass().getSimpleName(), nanos), failure);
    }

    private Verdict verdict(Check c, Findings f, long nanos) {
        if (f.compared() == 0 && !f.leftOut().isEmpty()) {
            return new Verdict(notApplicable(c, List.copyOf(f.leftOut()), nanos), null);
        }
        boolean good = !f.failed() && f.compared() > 0;
        String remark = f.compared() + (f.remark().isEmpty() ? "" : ", " + f.remark());
        Outcome o = Outcome.of(subject, c, good ? Outcome.Kind.PASSED : Outcome.Kind.FAILED, f.reasons(), remark, nanos);
        if (good) {
            return new Verdict(o, null);
        }
        String what = f.failed() ? f.text() : "nothing was compared; give the spec a sample that the check can take";
        return new Verdict(o, new AssertionError(heading(c) + what + "\n" + advice(c), f.thrown()));
    }

    private String heading(Check c) {
        return subject.op() + ", check '" + c.title() + "': ";
    }

    private static String advice(Check c) {
        return "What is asked: " + c.asks() + ".\nWhat to do: " + c.advice() + ".";
    }
}
