package org.espalier.benchmarks.harness;

/**
 * A convolution of square f32 images that keeps their size, without a bias, images and results as batch, channels,
 * height, width; or one of its gradients.
 *
 * @param in channels of an image
 * @param out filters
 * @param size height and width
 * @param kernel height and width of a filter, odd
 * @param batch images
 * @param pass which of the three products
 */
public record Convolution(int in, int out, int size, int kernel, int batch, Pass pass) implements Work {
    /** The three products of a convolution in training. */
    public enum Pass {
        /** The result. */
        FORWARD("forward"),
        /** The gradient towards the images. */
        DATA("data"),
        /** The gradient towards the filters. */
        WEIGHTS("weights");

        private final String text;

        Pass(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Override
    public String id() {
        return "conv-" + in + "-" + out + "-" + size + "-" + pass;
    }

    @Override
    public String title() {
        return "convolution " + kernel + "x" + kernel + ", " + in + " to " + out + " channels, " + batch + " images of " + size
                + "x" + size + ", " + (pass == Pass.FORWARD ? "forward" : "gradient of the " + pass);
    }

    @Override
    public Measure measure() {
        return Measure.GFLOPS;
    }

    /** Multiplications and additions; taps that fall on padding count, whether a library skips them or not. */
    @Override
    public double perBatch() {
        return 2.0 * kernel * kernel * in * out * size * size * batch;
    }

    /** The numbers in the images. */
    public int imageNumbers() {
        return batch * in * size * size;
    }

    /** The numbers in the results. */
    public int resultNumbers() {
        return batch * out * size * size;
    }

    /** The numbers in the filters. */
    public int filterNumbers() {
        return out * in * kernel * kernel;
    }

    @Override
    public Step prepare(Framework framework) throws Exception {
        return framework.convolution(this);
    }
}
