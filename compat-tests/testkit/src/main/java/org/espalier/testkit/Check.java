package org.espalier.testkit;

import java.util.Optional;

/** One column of the table: something that holds for every op that it applies to. */
interface Check {
    /** The column's title, under which a spec can be excused from it. */
    String title();

    /** Why the check says nothing about an op, where that is so. */
    Optional<String> notApplicable(Subject subject);

    /** Compares. */
    void run(Subject subject, Findings findings);
}
