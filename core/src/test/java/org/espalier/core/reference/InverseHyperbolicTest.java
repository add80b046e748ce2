package org.espalier.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values worked out with 60 digits. */
class InverseHyperbolicTest {
    @ParameterizedTest
    @CsvSource({
        "1e-300, 1.000000000000000025059091835e-300",
        "1e-09, 1.000000000000000062114924791e-9",
        "0.001, 0.00099999983333340835410536181",
        "0.5, 0.4812118250596034474977589134",
        "1.0, 0.881373587019543025232609325",
        "3.0, 1.818446459232066823483698964",
        "100000.0, 12.20607264555517372950625189",
        "270000000.0, 20.1070796975225941751582633",
        "1e+20, 46.74484904044085898977706122",
        "1.7e+308, 710.4199840737881863472082585"
    })
    void asinh(double x, double expected) {
        assertThat(InverseHyperbolic.asinh(x)).isCloseTo(expected, within(4e-16 * expected));
        assertThat(InverseHyperbolic.asinh(-x)).isEqualTo(-InverseHyperbolic.asinh(x));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0000000000000002, 0.00000002107342425544701550354780375",
        "1.0001, 0.01414201777525154549767238409",
        "1.5, 0.9624236501192068949955178268",
        "2.0, 1.316957896924816708625046347",
        "10.0, 2.993222846126380897912667714",
        "100000.0, 12.20607264550517372950625189",
        "270000000.0, 20.10707969752259416829955273",
        "1e+20, 46.74484904044085898977706122",
        "1.7e+308, 710.4199840737881863472082585"
    })
    void acosh(double x, double expected) {
        assertThat(InverseHyperbolic.acosh(x)).isCloseTo(expected, within(4e-16 * expected));
    }

    @ParameterizedTest
    @CsvSource({"0.99, NaN", "-1, NaN", "-1.7e308, NaN", "NaN, NaN", "1, 0", "Infinity, Infinity"})
    void acoshAtTheEnds(double x, double expected) {
        assertThat(InverseHyperbolic.acosh(x)).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-300, 1.000000000000000025059091835e-300",
        "1e-09, 1.000000000000000062614924791e-9",
        "0.001, 0.001000000333333533354292893116",
        "0.25, 0.2554128118829953416027570482",
        "0.5, 0.5493061443340548456976226185",
        "0.75, 0.9729550745276566525526763717",
        "0.99, 2.646652412362245751384246726",
        "0.9999999999999999, 18.71497387511852332650969166"
    })
    void atanh(double x, double expected) {
        assertThat(InverseHyperbolic.atanh(x)).isCloseTo(expected, within(4e-16 * expected));
        assertThat(InverseHyperbolic.atanh(-x)).isEqualTo(-InverseHyperbolic.atanh(x));
    }

    @ParameterizedTest
    @CsvSource({"1, Infinity", "-1, -Infinity", "1.5, NaN", "-1e300, NaN", "NaN, NaN", "0.0, 0.0", "-0.0, -0.0"})
    void atanhAtTheEnds(double x, double expected) {
        assertThat(InverseHyperbolic.atanh(x)).isEqualTo(Double.valueOf(expected));
    }
}
