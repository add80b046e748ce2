package org.espalier.testkit;

import java.util.Map;

/** The built-in ops on the reference backend. */
class CoreOpsTest extends OpConformance {
    @Override
    protected int leastOps() {
        return 58;
    }

    @Override
    protected Map<String, Integer> leastPasses() {
        return Map.of("types", 58, "kernel", 56, "values", 58, "special", 50, "vjp", 45, "vjp of vjp", 45, "decomposition", 4);
    }
}
