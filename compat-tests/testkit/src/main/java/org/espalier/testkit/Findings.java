package org.espalier.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What one check found on one op: how much it compared, and what did not fit. */
final class Findings {
    private static final int SHOWN = 12;
    private final List<String> misfits = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();
    private final Set<String> exceptions = new TreeSet<>();
    private Throwable thrown;
    private int misfitCount;
    private int compared;
    private String remark = "";

    /** One comparison more, and what is wrong with it, or null. */
    void compare(String place, String misfit) {
        compared++;
        if (misfit != null) {
            misfitCount++;
            if (misfits.size() < SHOWN) {
                misfits.add(place + ": " + misfit);
            }
        }
    }

    /** One comparison more. */
    void require(boolean holds, String place, Supplier<String> misfit) {
        compare(place, holds ? null : misfit.get());
    }

    /** Does something with each case; what it throws is found at that case, and the others still have their turn. */
    void each(Collection<Case> cases, Consumer<Case> body) {
        for (Case c : cases) {
            at(c.place(), () -> body.accept(c));
        }
    }

    /** Does something; what it throws is found at a place. */
    void at(String place, Runnable body) {
        try {
            body.run();
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            thrown = thrown == null ? e : thrown;
            compare(place, "threw " + e);
        }
    }

    /** One comparison that is not made. */
    void leaveOut(String reason) {
        leftOut.add(reason);
    }

    /** Something that is compared, but with exceptions. */
    void except(String reason) {
        exceptions.add(reason);
    }

    /** Why comparisons were not made. */
    Set<String> leftOut() {
        return leftOut;
    }

    /** Everything that a reader of a mere "pass" should know. */
    Set<String> reasons() {
        Set<String> all = new TreeSet<>(leftOut);
        all.addAll(exceptions);
        return all;
    }

    /** Something for the report. */
    void remark(String text) {
        remark = text;
    }

    String remark() {
        return remark;
    }

    int compared() {
        return compared;
    }

    boolean failed() {
        return misfitCount > 0;
    }

    /** The first exception, or null. */
    Throwable thrown() {
        return thrown;
    }

    String text() {
        String more = misfitCount > misfits.size() ? "\n... and " + (misfitCount - misfits.size()) + " more" : "";
        return misfitCount + " of " + compared + " comparisons do not fit\n" + String.join("\n", misfits) + more;
    }
}
