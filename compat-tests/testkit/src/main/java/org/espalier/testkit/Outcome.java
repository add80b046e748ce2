package org.espalier.testkit;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How one op came out of one check.
 *
 * @param reasons why nothing was compared, or where something passed, why a part of it was left out
 * @param remark how much was compared, for the report of one run
 * @param nanos the time that the thread took, others that helped it not counted
 */
record Outcome(String op, String check, Kind kind, SortedSet<String> reasons, String remark, long nanos) {
    enum Kind {
        PASSED("pass"),
        NOT_APPLICABLE("n/a"),
        FAILED("FAIL");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    static Outcome of(Subject s, Check c, Kind kind, Collection<String> reasons, String remark, long nanos) {
        return new Outcome(s.op().id(), c.title(), kind, new TreeSet<>(reasons), remark, nanos);
    }

    /** Whether the check said nothing about the op, or not about all of it. */
    boolean lacks() {
        return kind == Kind.NOT_APPLICABLE || !reasons.isEmpty();
    }
}
