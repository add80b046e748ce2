package org.espalier.testkit;

import java.util.Optional;

/** One column of the table: something that holds for every op that it applies to. */
interface Check {
    /** The column's title, under which a spec can be excused from it. */
    String title();

    /** What holds, in a clause for the legend of the table. */
    String asks();

    /** What an author does where it does not hold. */
    String advice();

    /** Why the check says nothing about an op, where that is so. */
    Optional<String> notApplicable(Subject subject);

    /** Compares. */
    void run(Subject subject, Findings findings);
}
