package org.espalier.standard.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.data.Dataset;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SplitsTest {
    /** The numbers from 0 on, of as many classes as there are counts, in turn as long as a class has some left. */
    private static Dataset data(int... counts) {
        int[] left = counts.clone();
        List<Long> labels = new ArrayList<>();
        while (IntStream.of(left).sum() > 0) {
            for (int c = 0; c < left.length; c++) {
                if (left[c]-- > 0) {
                    labels.add((long) c);
                }
                left[c] = Math.max(left[c], 0);
            }
        }
        long[] rows = LongStream.range(0, labels.size()).toArray();
        return Dataset.of(Tensor.of(rows), Tensor.of(labels.stream().mapToLong(Long::longValue).toArray()));
    }

    private static List<Long> rows(Dataset part) {
        return LongStream.of(part.all(Dataset.INPUT).toLongs()).boxed().toList();
    }

    private static Map<Long, Integer> classes(Dataset part) {
        Map<Long, Integer> counts = new TreeMap<>();
        LongStream.of(part.all(Dataset.TARGET).toLongs()).forEach(c -> counts.merge(c, 1, Integer::sum));
        return counts;
    }

    private static List<Long> together(List<Dataset> parts) {
        return parts.stream().flatMap(p -> rows(p).stream()).toList();
    }

    @Test
    void randomPartsAreDisjointAndTogetherTheWhole() {
        Dataset data = data(50, 30, 20);
        List<Dataset> parts = Splits.random(data, 4, 0.6, 0.25, 0.15);
        assertThat(parts).extracting(Dataset::size).containsExactly(60, 25, 15);
        assertThat(together(parts)).containsExactlyInAnyOrderElementsOf(rows(data));
        assertThat(together(Splits.random(data, 4, 0.6, 0.25, 0.15))).isEqualTo(together(parts));
        assertThat(together(Splits.random(data, 5, 0.6, 0.25, 0.15))).isNotEqualTo(together(parts));
    }

    @Test
    void stratifiedPartsKeepTheShareOfEachClass() {
        Dataset data = data(50, 30, 20);
        List<Dataset> parts = Splits.stratified(data, Dataset.TARGET, 4, 0.6, 0.2, 0.2);
        assertThat(parts).extracting(SplitsTest::classes).containsExactly(
                Map.of(0L, 30, 1L, 18, 2L, 12), Map.of(0L, 10, 1L, 6, 2L, 4), Map.of(0L, 10, 1L, 6, 2L, 4));
        assertThat(together(parts)).containsExactlyInAnyOrderElementsOf(rows(data));
    }

    @Test
    void foldsTestEachExampleOnce() {
        Dataset data = data(10, 1);
        List<Splits.Fold> folds = Splits.kFold(data, 7, 4);
        assertThat(folds).extracting(f -> f.test().size()).containsExactly(3, 3, 3, 2);
        assertThat(together(folds.stream().map(Splits.Fold::test).toList())).containsExactlyInAnyOrderElementsOf(rows(data));
        for (Splits.Fold f : folds) {
            assertThat(together(List.of(f.training(), f.test()))).containsExactlyInAnyOrderElementsOf(rows(data));
        }
        assertThat(rows(Splits.kFold(data, 8, 4).get(0).test())).isNotEqualTo(rows(folds.get(0).test()));
    }

    @Test
    void stratifiedFoldsSpreadEachClass() {
        Dataset data = data(10, 5, 7);
        List<Splits.Fold> folds = Splits.kFold(data, Dataset.TARGET, 7, 5);
        for (Splits.Fold f : folds) {
            Map<Long, Integer> test = classes(f.test());
            assertThat(test.get(0L)).isEqualTo(2);
            assertThat(test.get(1L)).isEqualTo(1);
            assertThat(test.get(2L)).isBetween(1, 2);
            assertThat(together(List.of(f.training(), f.test()))).containsExactlyInAnyOrderElementsOf(rows(data));
        }
        assertThat(together(folds.stream().map(Splits.Fold::test).toList())).containsExactlyInAnyOrderElementsOf(rows(data));
    }

    @Test
    void aSplitThatLeavesAClassOut() {
        assertThatThrownBy(() -> Splits.stratified(data(10, 2), Dataset.TARGET, 1, 0.9, 0.1)).isInstanceOf(DataException.class)
                .hasMessage("class 1 has 2 examples, too few for 2 parts; part 1 would have none. Take larger shares, or parts without"
                        + " regard to classes");
        assertThatThrownBy(() -> Splits.kFold(data(10, 3), Dataset.TARGET, 1, 4)).isInstanceOf(DataException.class)
                .hasMessage("class 1 has 3 examples, too few for 4 folds; a test set would have none. Take fewer folds, or folds without"
                        + " regard to classes");
    }

    @Test
    void wrongSplits() {
        Dataset data = data(3);
        Dataset none = data.subset(new int[0]);
        assertThatThrownBy(() -> Splits.random(none, 1, 0.5, 0.5)).hasMessage("there is nothing to split: the data set is empty");
        assertThatThrownBy(() -> Splits.stratified(none, Dataset.TARGET, 1, 1)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> Splits.kFold(none, 1, 2)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> Splits.random(data, 1, 0.5, 0.4)).hasMessageContaining("must add up to 1, but add up to 0.9");
        assertThatThrownBy(() -> Splits.random(data, 1, 1.5, -0.5)).hasMessageContaining("must be above 0, but was -0.5");
        assertThatThrownBy(() -> Splits.random(data, 1, 0.9, 0.05, 0.05)).hasMessageContaining("3 examples is too small for 3 parts");
        assertThatThrownBy(() -> Splits.kFold(data, 1, 4)).hasMessage("the number of folds must be from 2 to the 3 examples, but was 4");
        assertThatThrownBy(() -> Splits.kFold(data, "kind", 1, 2)).hasMessageContaining("needs a field 'kind' with a class index");
    }
}
