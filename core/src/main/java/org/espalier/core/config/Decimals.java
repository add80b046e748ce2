package org.espalier.core.config;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The shortest decimal text that reads back as the same double. {@link Double#toString} gives different digits on
 * different JDKs (JDK-4511638), and a saved file should not depend on which one wrote it.
 */
final class Decimals {
    private Decimals() {}

    /** For example {@code 0.1}, {@code 1.0E-10}, {@code -0.0}; always with a point. */
    static String text(double finite) {
        if (finite == 0) {
            return Double.compare(finite, 0) == 0 ? "0.0" : "-0.0";
        }
        BigDecimal exact = new BigDecimal(finite);
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == finite) {
                return format(rounded);
            }
        }
        return format(exact.round(new MathContext(17)));
    }

    /** The double with the shortest text that is the same float. */
    static double shortest(float value) {
        if (Float.isFinite(value)) {
            BigDecimal exact = new BigDecimal(value);
            for (int digits = 1; digits < 9; digits++) {
                double rounded = exact.round(new MathContext(digits)).doubleValue();
                if (Float.compare((float) rounded, value) == 0) {
                    return rounded;
                }
            }
        }
        return value;
    }

    private static String format(BigDecimal value) {
        BigDecimal v = value.stripTrailingZeros();
        String digits = v.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - v.scale();
        if (exponent >= -4 && exponent < 12) {
            String plain = v.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String fraction = digits.length() == 1 ? "0" : digits.substring(1);
        return (v.signum() < 0 ? "-" : "") + digits.charAt(0) + "." + fraction + "E" + exponent;
    }
}
