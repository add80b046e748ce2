package org.espalier.benchmarks.harness;

/** Builds nothing: for following shapes through a network. */
final class ShapesOnly implements NetworkBuilder {
    @Override
    public void dense(int[] in, int units, boolean relu) {}

    @Override
    public void convolution(int[] in, int filters, int kernel, int padding, boolean relu) {}

    @Override
    public void maxPool(int[] in, int size) {}

    @Override
    public void batchNormalization(int[] in) {}

    @Override
    public void relu(int[] in) {}

    @Override
    public void dropout(int[] in, double rate) {}

    @Override
    public void flatten(int[] in) {}

    @Override
    public void embedding(int[] in, int vocabulary, int width) {}

    @Override
    public void positions(int[] in) {}

    @Override
    public void lstm(int[] in, int units) {}

    @Override
    public void encoder(int[] in, int heads, int feedForward) {}

    @Override
    public void meanOverTime(int[] in) {}
}
