package org.espalier.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    /** Among them 2e23 and the least double, which JDK 17 prints longer (JDK-4511638). */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1", "2e-3, 0.002", "2e23, 2.0E23", "-1e-5, -1.0E-5", "0.0001, 0.0001", "1e11, 100000000000.0",
        "1e12, 1.0E12", "4.9e-324, 5.0E-324", "1.7976931348623157e308, 1.7976931348623157E308", "-0.0, -0.0", "0, 0.0",
        "0.30000000000000004, 0.30000000000000004", "123456.75, 123456.75", "100, 100.0"
    })
    void theShortestDigitsAreWritten(double value, String text) {
        assertThat(Decimals.text(value)).isEqualTo(text);
    }

    @Property
    void everyDoubleComesBack(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(Double.doubleToRawLongBits(Double.parseDouble(Decimals.text(value)))).isEqualTo(bits);
        }
    }

    @Property
    void everyFloatComesBack(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        float back = (float) Decimals.shortest(value);
        assertThat(Float.floatToIntBits(back)).isEqualTo(Float.floatToIntBits(value));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "3.4028235e38, 3.4028235E38", "-0.0, -0.0", "16777216, 1.6777216E7"})
    void floatsAreAsShortAsFloats(float value, double shortest) {
        assertThat(Decimals.shortest(value)).isEqualTo(shortest);
    }
}
