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

    /** Beyond the switch the complement keeps its digits, where 1 minus the function has none left. */
    @ParameterizedTest
    @CsvSource({
        "-3, 1.999977909503001414558627224",
        "-0.5, 1.520499877813046537682746654",
        "0, 1.0",
        "0.5, 0.4795001221869534623172533461",
        "2, 0.004677734981047265837930743633",
        "2.5, 0.00040695201744495893956421574",
        "4, 0.00000001541725790028001885215967349",
        "6, 2.15197367124989131165933504e-17",
        "10, 2.088487583762544757000786295e-45",
        "20, 5.395865611607900928934999168e-176",
        "26.5, 2.210907664263734275929239023e-307"
    })
    void complement(double x, double expected) {
        assertThat(Erf.complementOf(x)).isCloseTo(expected, within(4e-15 * expected));
    }

    @Test
    void complementAtTheEnds() {
        assertThat(Erf.complementOf(Double.NEGATIVE_INFINITY)).isEqualTo(2);
        assertThat(Erf.complementOf(Double.POSITIVE_INFINITY)).isZero();
        assertThat(Erf.complementOf(Double.MAX_VALUE)).isZero();
        assertThat(Erf.complementOf(Double.NaN)).isNaN();
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
