package org.espalier.core.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;

/** Values as people read them, and as machines do. */
final class Numbers {
    private static final int LONGEST = 28;

    private Numbers() {}

    /** Four digits of a number; the beginning of a long text. */
    static String shortened(Json value) {
        if (value instanceof Json.Real r) {
            return shortened(r.value());
        }
        String text = exact(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    static String shortened(double v) {
        double size = Math.abs(v);
        if (!Double.isFinite(v) || v == 0) {
            return Double.toString(v);
        }
        return size >= 1e-4 && size < 1e6
                ? new BigDecimal(v).round(new MathContext(4)).stripTrailingZeros().toPlainString()
                : String.format(Locale.ROOT, "%.3e", v);
    }

    /** All digits of a number, the same on every JDK; a text as it is. */
    static String exact(Json value) {
        return value instanceof Json.Str s ? s.value() : JsonText.writeCompact(value).strip();
    }
}
