package org.espalier.cpu;

import java.util.Map;
import org.espalier.testkit.OpConformance;

/**
 * All ops on the fast backend: what the reference backend gives, with any number of threads the same bits, and the same
 * with and without the Vector API.
 */
class CpuConformanceTest extends OpConformance {
    @Override
    protected boolean checks(String title) {
        return title.contains(CpuPlugin.BACKEND) || title.equals("block");
    }

    @Override
    protected int leastOps() {
        return 58;
    }

    @Override
    protected Map<String, Integer> leastPasses() {
        return Map.of("cpu", 57, "cpu threads", 57, "cpu-plain", 57, "cpu-plain threads", 57, "cpu = cpu-plain", 57,
                "block", 30);
    }
}
