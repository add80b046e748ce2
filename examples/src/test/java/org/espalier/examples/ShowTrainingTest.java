package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowTrainingTest {
    @Test
    void everythingThatTheDocsNameIsThere(@TempDir Path folder) {
        ShowTraining.main(new String[] {folder.toString(), "5"});
        Recording r = RecordingFile.read(folder.resolve("run.jsonl"));
        assertThat(r.epochs()).hasSize(5);
        assertThat(r.epochs().get(4).figures().get("val_accuracy")).isGreaterThan(0.9);
        assertThat(r.figures()).contains("val_loss_ema5");
        for (String name : new String[] {"report.html", "epochs.csv", "charts/figure-loss.png", "charts/learning-rates.png",
            "states/best.espalier", "states/last.espalier", "states/epoch-0005.espalier"}) {
            assertThat(folder.resolve(name)).as(name).isNotEmptyFile();
        }
        assertThat(folder.resolve("tensorboard")).isDirectoryContaining("glob:**.tfevents.*");
    }
}
