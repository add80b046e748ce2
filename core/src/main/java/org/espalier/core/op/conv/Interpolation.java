package org.espalier.core.op.conv;

import java.util.Arrays;
import java.util.Locale;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;

/** How an element between others is made of them: which weight those around it have, by ONNX's mode of Resize. */
enum Interpolation {
    /** The nearest element alone. */
    NEAREST(1) {
        @Override
        int first(double at, Attributes attributes) {
            String mode = attributes.string("nearest_mode", "round_prefer_floor");
            double chosen = switch (mode) {
                case "round_prefer_floor" -> Math.ceil(at - 0.5);
                case "round_prefer_ceil" -> Math.floor(at + 0.5);
                case "floor" -> Math.floor(at);
                case "ceil" -> Math.ceil(at);
                default -> throw new IllegalArgumentException("nearest_mode must be round_prefer_floor, round_prefer_ceil, floor or "
                        + "ceil, but is '" + mode + "'");
            };
            return (int) chosen;
        }

        @Override
        double[] weights(double ratio, Attributes attributes) {
            return new double[] {1};
        }
    },
    /** The two elements around, on a straight line. */
    LINEAR(2) {
        @Override
        double[] weights(double ratio, Attributes attributes) {
            return new double[] {1 - ratio, ratio};
        }
    },
    /** The four elements around, by Keys' cubic convolution (1981) with the coefficient {@code cubic_coeff_a}. */
    CUBIC(4) {
        @Override
        int first(double at, Attributes attributes) {
            return (int) Math.floor(at) - 1;
        }

        @Override
        double[] weights(double ratio, Attributes attributes) {
            double a = attributes.doubleValue("cubic_coeff_a", -0.75);
            return new double[] {outer(1 + ratio, a), inner(ratio, a), inner(1 - ratio, a), outer(2 - ratio, a)};
        }
    };

    private final int taps;

    Interpolation(int taps) {
        this.taps = taps;
    }

    /** The mode that the attributes name. */
    static Interpolation of(Attributes attributes) {
        String name = attributes.string("mode", "nearest");
        return Arrays.stream(values())
                .filter(v -> v.title().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode must be nearest, linear or cubic, but is '" + name + "'"));
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double inner(double distance, double a) {
        return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
    }

    private static double outer(double distance, double a) {
        return ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a;
    }

    /** The first of the elements that have a weight; it may lie outside the axis. */
    int first(double at, Attributes attributes) {
        return (int) Math.floor(at);
    }

    /** The weights of the elements from the first on, for a place that lies so far behind an element. */
    abstract double[] weights(double ratio, Attributes attributes);

    /**
     * What each element of an axis after resizing is made of. Elements outside are the outermost one again, or with
     * {@code exclude_outside=true} the others share their weight.
     */
    Taps taps(Coordinates coordinates, Coordinates.Scaling s, Attributes attributes) {
        boolean exclude = attributes.flag("exclude_outside", false);
        int[][] elements = new int[taps][s.output()];
        double[][] weights = new double[taps][s.output()];
        boolean[] outside = new boolean[s.output()];
        for (int x = 0; x < s.output(); x++) {
            double at = coordinates.original(x, s);
            TypeRules.require(Double.isFinite(at), "an element would lie nowhere; make the scale a positive number");
            outside[x] = coordinates == Coordinates.TF_CROP_AND_RESIZE && (at < 0 || at > s.length() - 1);
            int first = first(at, attributes);
            double[] own = weights(at - Math.floor(at), attributes);
            double sum = 0;
            for (int k = 0; k < taps; k++) {
                elements[k][x] = Math.max(0, Math.min(s.length() - 1, first + k));
                own[k] = exclude && elements[k][x] != first + k ? 0 : own[k];
                sum += own[k];
            }
            for (int k = 0; k < taps; k++) {
                weights[k][x] = exclude && sum != 0 ? own[k] / sum : own[k];
            }
        }
        return new Taps(elements, weights, outside).withoutIdle();
    }
}
