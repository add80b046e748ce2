package org.espalier.benchmarks.harness;

/** The product of an f32 matrix of m rows and k columns with one of k rows and n columns. */
public record Gemm(int m, int n, int k) implements Work {
    @Override
    public String id() {
        return m == n && n == k ? "gemm-" + m : "gemm-" + m + "x" + n + "x" + k;
    }

    @Override
    public String title() {
        return "matrix product [" + m + ", " + k + "] by [" + k + ", " + n + "]";
    }

    @Override
    public Measure measure() {
        return Measure.GFLOPS;
    }

    @Override
    public double perBatch() {
        return 2.0 * m * n * k;
    }

    @Override
    public Step prepare(Framework framework) throws Exception {
        return framework.gemm(this);
    }
}
