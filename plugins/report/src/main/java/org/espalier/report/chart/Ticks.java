package org.espalier.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * An axis with a range and round numbers on it, at steps of 1, 2 or 5 times a power of ten; powers of ten on a logarithmic
 * one.
 */
final class Ticks {
    private final boolean logarithmic;
    private final double low;
    private final double high;
    private final int least;
    private final List<Double> values = new ArrayList<>();
    private double step;

    /**
     * @param values what is drawn; what is not finite, or not above 0 on a logarithmic axis, does not count
     * @param intervals how many intervals between numbers there are at the least, about; twice as many at the most
     */
    Ticks(DoubleStream values, boolean logarithmic, int intervals) {
        this.logarithmic = logarithmic;
        this.least = intervals;
        double[] seen = values.map(this::scale).filter(Double::isFinite).toArray();
        double bottom = DoubleStream.of(seen).min().orElse(0);
        double top = DoubleStream.of(seen).max().orElse(1);
        if (!(top - bottom > 1e-12 * Math.max(Math.abs(bottom), Math.abs(top)))) {
            double half = Math.max(Math.abs(bottom) * 0.1, logarithmic ? 0.5 : 1e-9);
            bottom -= half;
            top += half;
        }
        this.low = bottom;
        this.high = top;
        place();
    }

    private void place() {
        double span = high - low;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(span / least)));
        double ratio = span / least / power;
        step = power * (ratio >= 5 ? 5 : ratio >= 2 ? 2 : 1);
        if (logarithmic) {
            step = Math.max(1, Math.rint(step));
        }
        for (double k = Math.ceil(low / step - 1e-9); k * step <= high + span * 1e-9; k++) {
            values.add(k * step);
        }
    }

    /** Where a number stands, from 0 at the low end to 1 at the high; NaN where it has no place. */
    double position(double value) {
        return (scale(value) - low) / (high - low);
    }

    private double scale(double value) {
        return logarithmic ? (value > 0 ? StrictMath.log10(value) : Double.NaN) : value;
    }

    /** The positions of the ticks. */
    List<Double> positions() {
        return values.stream().map(v -> (v - low) / (high - low)).toList();
    }

    /** The texts of the ticks. */
    List<String> labels() {
        if (logarithmic) {
            return values.stream().map(v -> number(StrictMath.pow(10, v))).toList();
        }
        int digits = (int) Math.max(0, Math.ceil(-StrictMath.log10(step) - 1e-9));
        double size = Math.max(Math.abs(low), Math.abs(high));
        return values.stream()
                .map(v -> digits > 4 || size >= 1e6 ? number(v) : String.format(Locale.ROOT, "%." + digits + "f", v + 0.0))
                .toList();
    }

    /** A number in four digits, with an exponent where it is very large or small. */
    static String number(double v) {
        double size = Math.abs(v);
        if (v == Math.rint(v) && size < 1e6) {
            return Long.toString((long) v);
        }
        if (!Double.isFinite(v)) {
            return Double.toString(v);
        }
        return size >= 1e-3 && size < 1e6
                ? new BigDecimal(v).round(new MathContext(4)).stripTrailingZeros().toPlainString()
                : String.format(Locale.ROOT, "%.2e", v);
    }
}
