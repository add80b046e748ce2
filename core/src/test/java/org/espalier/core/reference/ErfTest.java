package org.espalier.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values worked out with 80 digits from the Maclaurin series. */
class ErfTest {
    @ParameterizedTest
    @CsvSource({
        "1e-300, 1.1283791670955126021723160763e-300",
        "1e-8, 1.1283791670955125598921017629e-8",
        "0.1, 0.1124629160182848984047122510",
        "0.5, 0.5204998778130465376827466538",
        "1, 0.8427007929497148693412206350",
        "1.5, 0.9661051464753107270669762616",
        "1.9375, 0.9938568063952131999931298623",
        "1.9999, 0.9953201979070293916920929024",
        "2, 0.9953222650189527341620692563",
        "2.0001, 0.9953243313041966601667077521",
        "2.5, 0.9995930479825550410604357842",
        "3, 0.9999779095030014145586272238",
        "4, 0.9999999845827420997199811478",
        "5, 0.9999999999984625402055719651",
        "5.75, 0.9999999999999995767863382574"
    })
    void knownValues(double x, double expected) {
        assertThat(Erf.of(x)).isCloseTo(expected, within(1e-15 * expected));
        assertThat(Erf.of(-x)).isEqualTo(-Erf.of(x));
    }

    @Test
    void specialValues() {
        assertThat(Erf.of(Double.NaN)).isNaN();
        assertThat(Erf.of(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Erf.of(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Double.doubleToRawLongBits(Erf.of(-0.0))).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(Erf.of(6)).isEqualTo(1);
    }
}
