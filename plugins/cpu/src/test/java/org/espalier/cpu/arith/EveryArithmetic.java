package org.espalier.cpu.arith;

import org.espalier.cpu.kernel.Arithmetics;

import static org.assertj.core.api.Assertions.assertThat;

/** The arithmetics that are compared in tests. */
public final class EveryArithmetic {
    public static final Arithmetic PLAIN = Arithmetics.plain();
    public static final Arithmetic VECTOR = vector();

    private EveryArithmetic() {}

    private static Arithmetic vector() {
        assertThat(Arithmetics.vector())
                .as("tests run with --add-modules " + Arithmetics.VECTOR_MODULE)
                .isPresent();
        return Arithmetics.vector().get();
    }
}
