package org.espalier.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static Work work(String id, String... options) {
        return Works.of(id, Arguments.parse(options, Works.OPTIONS));
    }

    private static Workload network(String id, String... options) {
        return (Workload) work(id, options);
    }

    /** Notes the shape that stands in front of every dense layer. */
    private static List<String> beforeDense(Workload w) {
        List<String> seen = new ArrayList<>();
        class Noting implements NetworkBuilder {
            @Override
            public void dense(int[] in, int units, boolean relu) {
                seen.add(Arrays.toString(in) + " -> " + units);
            }

            @Override
            public void convolution(int[] in, int filters, int kernel, int padding, boolean relu) {}

            @Override
            public void maxPool(int[] in, int size) {}

            @Override
            public void batchNormalization(int[] in) {}

            @Override
            public void relu(int[] in) {}

            @Override
            public void flatten(int[] in) {}

            @Override
            public void embedding(int[] in, int vocabulary, int width) {}

            @Override
            public void lstm(int[] in, int units) {}
        }
        w.build(new Noting());
        return seen;
    }

    @Test
    void followsShapesThroughNetworks() {
        // 28 - 4 = 24, 12, 12 - 4 = 8, 4; 50 · 4 · 4 = 800. And 32 / 2 / 2 / 2 = 4; 128 · 4 · 4 = 2048.
        assertThat(beforeDense(network("D"))).containsExactly("[800] -> 500", "[500] -> 10");
        assertThat(beforeDense(network("G"))).containsExactly("[2048] -> 256", "[256] -> 10");
        assertThat(beforeDense(network("H"))).containsExactly("[128] -> 10");
        assertThat(network("C").classes()).isEqualTo(1000);
        assertThat(network("I").classes()).isEqualTo(10);
    }

    @Test
    void refusesWhatABuilderLeavesOut() {
        assertThatThrownBy(() -> network("D").build(new NetworkBuilder() {}))
                .isInstanceOf(AbsentException.class)
                .hasMessage("has no convolution that is trained");
    }

    @Test
    void takesSizesOfOnesOwn() {
        Workload w = network("mlp", "--sizes", "20,30,7", "--batch", "17", "--optimizer", "momentum");

        assertThat(w.title()).isEqualTo("20: dense 30 relu, dense 7; batch 17, momentum");
        assertThat(w.samples()).isEqualTo(17 * 64);
        assertThat(network("B", "--batch", "32").title()).isEqualTo("784: dense 256 relu, dense 128 relu, dense 10; batch 32, adam");
        assertThat(network("net", "--input", "1x8x8", "--network", "conv 2 3, flatten, dense 3", "--optimizer", "none").title())
                .isEqualTo("1x8x8: conv 2 3, flatten, dense 3; batch 32, inference");
        assertThat(work("gemm", "--sizes", "10,20,30").perBatch()).isEqualTo(2.0 * 10 * 20 * 30);
        assertThat(work("conv", "--sizes", "3,4,8,3,2", "--pass", "data").title())
                .isEqualTo("convolution 3x3, 3 to 4 channels, 2 images of 8x8, gradient of the data");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> work("Z")).hasMessageContaining("there is no workload 'Z'").hasMessageContaining("gemm-1024");
        assertThatThrownBy(() -> work("gemm", "--sizes", "10")).hasMessage("this workload needs --sizes M,N,K, but was given [10]");
        assertThatThrownBy(() -> work("A", "--optimizer", "lion")).hasMessage("there is no optimizer 'lion'; there are [sgd, momentum, adam, adamw]");
        assertThatThrownBy(() -> Arguments.parse(new String[] {"--speed", "9"}, Set.of("a"))).hasMessage("there is no option '--speed'; there are [--a]");
    }

    @Test
    void countsTheEpochOfTheStart() {
        Workload j = network("J");

        assertThat(j.batches()).isEqualTo(469); // 468 · 128 = 59,904
        assertThat(new Examples(j).rows(468)).isEqualTo(96);
    }

    @Test
    void countsOperations() {
        assertThat(Catalogue.find("conv-64-64-16-forward").perBatch()).isEqualTo(2.0 * 9 * 64 * 64 * 16 * 16 * 64);
        assertThat(Measure.GFLOPS.value(3, 2e9, 1.5)).isCloseTo(4, within(1e-12));
        assertThat(Measure.STEPS.value(10, 32, 2)).isEqualTo(5);
        assertThat(Measure.SAMPLES.value(10, 32, 2)).isEqualTo(160);
        assertThat(Measure.LATENCY.value(1000, 1, 0.05)).isEqualTo(50);
    }
}
