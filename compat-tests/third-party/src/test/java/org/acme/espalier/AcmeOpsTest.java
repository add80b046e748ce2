package org.acme.espalier;

import org.espalier.op.Op;
import org.espalier.testkit.OpConformance;

class AcmeOpsTest extends OpConformance {
    @Override
    protected boolean covers(Op op) {
        return op.id().startsWith("acme.");
    }
}
