package org.acme.espalier;

import java.util.List;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.OpSpecs;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** What the suite has to know of this plugin's op. */
public final class AcmeSpecs implements OpSpecs {
    @Override
    public List<OpSpec> specs() {
        return List.of(OpSpec.of("acme.BentIdentity")
                .samples(Samples.unary(Domain.between(-3, 3)))
                .values(Tolerance.ulps(1), x -> (Math.sqrt(x[0] * x[0] + 1) - 1) / 2 + x[0])
                .build());
    }
}
