package org.espalier.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.espalier.plugin.EspalierException;
import org.junit.jupiter.api.Test;

class TrialTableTest {
    private static final List<Point> POINTS = Space.of(
            Dimension.choice("rate", 0.1234567, 1e-7), Dimension.choice("kind", "a", "b, or \"c\"")).grid(0);

    private static Trial trial(int number, Trial.Status status, int epochs, double figure, String reason) {
        return new Trial(number, POINTS.get(number), status, epochs, figure, Map.of(), List.of(), 1.5, reason);
    }

    private final SearchResult result = new SearchResult(List.of(
            trial(3, Trial.Status.COMPLETED, 10, 0.0625, ""), trial(0, Trial.Status.DROPPED, 5, 12.34567, ""),
            trial(1, Trial.Status.FAILED, 0, Double.NaN, "diverged | here")), "val_loss", false);

    @Test
    void columnsAreAligned() {
        assertThat(result.table()).isEqualTo("""
                trial       rate  kind       val_loss  epochs  outcome
                    3  1.000e-07  b, or "c"    0.0625      10  completed
                    0     0.1235  a             12.35       5  dropped
                    1     0.1235  b, or "c"                 0  failed: diverged | here
                """);
        assertThat(result).hasToString(result.table());
    }

    @Test
    void markdownEscapesItsBars() {
        assertThat(result.toMarkdown().lines()).contains("| trial | rate | kind | val_loss | epochs | outcome |",
                "| --- | --- | --- | --- | --- | --- |", "| 1 | 0.1235 | b, or \"c\" |  | 0 | failed: diverged \\| here |");
    }

    @Test
    void csvHasAllDigits() {
        assertThat(result.toCsv()).isEqualTo("""
                trial,rate,kind,val_loss,epochs,outcome
                3,1.0E-7,"b, or ""c""\",0.0625,10,completed
                0,0.1234567,a,12.34567,5,dropped
                1,0.1234567,"b, or ""c""\",,0,failed: diverged | here
                """);
    }

    @Test
    void theBestIsTheFirstThatHasAFigure() {
        assertThat(result.best().number()).isEqualTo(3);
        assertThat(result.trial(1).reason()).isEqualTo("diverged | here");
        assertThatThrownBy(() -> new SearchResult(result.trials().subList(2, 3), "val_loss", false).best())
                .isInstanceOf(EspalierException.class).hasMessageContaining("none of the 1 trials has a val_loss; trial 1 (rate=0.1235")
                .hasMessageContaining("failed: diverged");
    }
}
