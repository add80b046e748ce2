package org.espalier.reference.nodetests;

/**
 * What came of a test.
 *
 * @param test the test's name
 * @param operator the operator that it is about
 * @param expanded whether the model is the operator's definition by other operators
 * @param kind what came of it
 * @param reason why it did not pass, or why it cannot
 * @param error the largest relative error, where it passed
 */
record Outcome(String test, String operator, boolean expanded, Kind kind, String reason, double error) {
    enum Kind {
        PASS,
        /** Another outcome than the expected one, or a mistake of ours. */
        FAIL,
        /** It uses a type or an operator that does not exist here. */
        UNSUPPORTED,
        /** A stated exception. */
        EXCEPTION
    }
}
