package org.espalier.cpu.conv;

/**
 * Computes a {@link Correlation} by its definition: what is padding is left out, not multiplied with a weight. That makes a
 * difference for weights that are infinite or no numbers, and only for them is this used, since it is slow.
 */
final class PaddingLeftOut {
    private final Correlation s;
    private final int[] input = new int[3];
    private final int[] output = new int[3];

    PaddingLeftOut(Correlation s) {
        this.s = s;
        for (int i = 2, in = 1, out = 1; i >= 0; i--) {
            input[i] = in;
            output[i] = out;
            in *= s.axes().get(i).length();
            out *= s.placings().get(i).length();
        }
    }

    /** The number of parts: one for every image and map. */
    int parts() {
        return s.batch() * s.groups() * s.maps();
    }

    /** Computes one part; the arguments are those of {@link Correlator#run}. */
    void run(int part, float[] x, int xAt, float[] w, int wAt, float[] bias, int biasAt, float[] y, int yAt) {
        int map = part % (s.groups() * s.maps());
        int image = part / (s.groups() * s.maps());
        int from = xAt + (image * s.groups() + map / s.maps()) * s.channels() * s.inputPlane();
        int weights = wAt + map * s.depth();
        int to = yAt + part * s.outputPlane();
        for (int a = 0; a < s.axes().get(0).positions(); a++) {
            for (int b = 0; b < s.axes().get(1).positions(); b++) {
                for (int c = 0; c < s.axes().get(2).positions(); c++) {
                    float start = bias == null ? 0 : bias[biasAt + map];
                    y[to + place(0, a) + place(1, b) + place(2, c)] = sum(a, b, c, x, from, w, weights, start);
                }
            }
        }
    }

    private int place(int axis, int position) {
        return (s.placings().get(axis).start() + position * s.placings().get(axis).stride()) * output[axis];
    }

    private float sum(int a, int b, int c, float[] x, int xAt, float[] w, int wAt, float start) {
        float sum = start;
        int weight = wAt;
        for (int channel = 0; channel < s.channels(); channel++) {
            for (int i = 0; i < s.axes().get(0).taps(); i++) {
                for (int j = 0; j < s.axes().get(1).taps(); j++) {
                    for (int k = 0; k < s.axes().get(2).taps(); k++, weight++) {
                        int first = element(0, a, i);
                        int second = element(1, b, j);
                        int third = element(2, c, k);
                        if (first >= 0 && second >= 0 && third >= 0) {
                            sum = Math.fma(x[xAt + channel * s.inputPlane() + first + second + third], w[weight], sum);
                        }
                    }
                }
            }
        }
        return sum;
    }

    /** Where the element that a tap reads at a position lies along an axis, or -1 where it is padding. */
    private int element(int axis, int position, int tap) {
        TapAxis a = s.axes().get(axis);
        int element = position * a.step() + a.offsets()[tap];
        return element < 0 || element >= a.length() ? -1 : element * input[axis];
    }
}
