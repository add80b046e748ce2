package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class DepthTest {
    @Test
    fun `the deep network is the sawtooth`() {
        assertThat(Depth.outputs(Depth.deep, Depth.at)).isEqualTo(Depth.turns)
        assertThat(Depth.wrong(Depth.deep)).isZero()
    }

    /** 2 · 2 for the first layer, 2 · 3 for each further one, 3 for the output: 6 · LAYERS + 1; and 3 n + 1 for the other. */
    @Test
    fun `both have the parameters that can be counted`() {
        assertThat(Depth.deep.parameterCount()).isEqualTo(6L * Depth.LAYERS + 1)
        assertThat(Depth.shallow.parameterCount()).isEqualTo(3L * Depth.width + 1).isLessThanOrEqualTo(Depth.deep.parameterCount())
    }

    /** Of 65 points, 12 ReLUs are wrong at (65 - 14) / 2 at the least. */
    @Test
    fun `the shallow network is wrong as often as it must be`() {
        assertThat(Depth.fewestWrong(Depth.width)).isEqualTo(26)
        assertThat(Depth.wrong(Depth.shallow)).isGreaterThanOrEqualTo(26)
    }
}
