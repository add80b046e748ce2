package org.espalier.testkit;

/** How one op came out of one check. */
record Outcome(String op, String check, Kind kind, String remark) {
    enum Kind {
        PASSED("pass"),
        NOT_APPLICABLE("n/a"),
        FAILED("FAIL");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }
}
