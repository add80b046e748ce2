package org.espalier.standard;

import org.espalier.plugin.API;
import org.espalier.standard.penalty.ElasticNet;
import org.espalier.standard.penalty.HalfL2;
import org.espalier.standard.penalty.L1;
import org.espalier.standard.penalty.L2;
import org.espalier.standard.penalty.Lq;

/** Penalties by name, for a static import. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Penalties {
    private Penalties() {}

    /** λ Σ|w|. */
    public static L1 l1(double lambda) {
        return L1.of(lambda);
    }

    /** λ Σw². */
    public static L2 l2(double lambda) {
        return L2.of(lambda);
    }

    /** λ/2 Σw². */
    public static HalfL2 halfL2(double lambda) {
        return HalfL2.of(lambda);
    }

    /** λ₁ Σ|w| + λ₂ Σw². */
    public static ElasticNet elasticNet(double l1, double l2) {
        return ElasticNet.of(l1, l2);
    }

    /** λ Σ|w|^q. */
    public static Lq lq(double lambda, double q) {
        return Lq.of(lambda, q);
    }
}
