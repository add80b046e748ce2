package org.espalier.reference.samediff;

/** Ops that are about graphs, and random ones. */
final class SameDiffStructure {
    private SameDiffStructure() {}

    static Translations table() {
        return new Translations()
                .unary("Identity", (sd, x) -> sd.identity(x))
                .one("Cast", c -> c.sd().castTo(c.x(), Call.dataType(c.attributes().dtype("to"))))
                .lacking("Constant", "nothing is computed")
                .lacking("Fused", "the ops of its body are compared")
                .lacking("AllFinite", "has no reduction of truth values")
                .lacking("RandomUniform", "draws other random numbers")
                .lacking("RandomNormal", "draws other random numbers")
                .lacking("Bernoulli", "draws other random numbers");
    }
}
