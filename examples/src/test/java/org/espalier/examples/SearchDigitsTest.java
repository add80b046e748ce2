package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.search.SearchResult;
import org.espalier.report.Reports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchDigitsTest {
    @Test
    void theBestOfAFewTrialsKnowsDigitsAndTrainsAgain(@TempDir Path folder) {
        Digits digits = Digits.load();
        try (Engine engine = Engine.create()) {
            SearchResult found = SearchDigits.search(engine, digits, folder.resolve("java"), 9, 1);
            // 9 trials to 2 epochs, 3 to 6, 1 to 18.
            assertThat(found.trials().stream().map(t -> t.epochs())).containsExactly(18, 6, 6, 2, 2, 2, 2, 2, 2);
            assertThat(found.best().figures().get("val_accuracy")).isGreaterThan(0.95);
            FitResult again = SearchDigits.again(engine, digits, folder.resolve("java"));
            assertThat(again.history().last("val_loss")).isEqualTo(found.best().figure());
            Reports.searchReport(folder.resolve("java"), Reports.pngCharts());
            for (String file : new String[] {"trials.jsonl", "best.json", "search.html", "charts/trials-rate.png", "charts/trials-curves.png"}) {
                assertThat(folder.resolve("java").resolve(file)).isNotEmptyFile();
            }
            assertThat(SearchInKotlin.INSTANCE.search(digits, folder.resolve("kotlin"), 9).toCsv()).isEqualTo(found.toCsv());
        }
    }
}
