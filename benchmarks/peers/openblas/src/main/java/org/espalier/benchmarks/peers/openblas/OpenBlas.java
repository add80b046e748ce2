package org.espalier.benchmarks.peers.openblas;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.espalier.benchmarks.harness.AbsentException;
import org.espalier.benchmarks.harness.Convolution;
import org.espalier.benchmarks.harness.Examples;
import org.espalier.benchmarks.harness.Framework;
import org.espalier.benchmarks.harness.Gemm;
import org.espalier.benchmarks.harness.JarVersion;
import org.espalier.benchmarks.harness.Step;

/** OpenBLAS's product over memory outside the heap, so that nothing is copied. */
final class OpenBlas implements Framework {
    @Override
    public String name() {
        return "OpenBLAS";
    }

    @Override
    public String version() {
        return JarVersion.of(openblas.class);
    }

    @Override
    public Step gemm(Gemm g) {
        FloatPointer a = new FloatPointer(Examples.numbers(g.m() * g.k(), 1));
        FloatPointer b = new FloatPointer(Examples.numbers(g.k() * g.n(), 2));
        FloatPointer c = new FloatPointer((long) g.m() * g.n());
        return () -> openblas.cblas_sgemm(openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasNoTrans,
                g.m(), g.n(), g.k(), 1, a, g.k(), b, g.n(), 0, c, g.n());
    }

    @Override
    public Step convolution(Convolution c) {
        throw new AbsentException("has matrix products only");
    }
}
