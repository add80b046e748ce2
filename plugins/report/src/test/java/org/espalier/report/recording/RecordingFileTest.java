package org.espalier.report.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.report.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {
    @TempDir
    private Path folder;

    private static Recording upTo(Recording r, int steps, int epochs) {
        return new Recording(r.run(), r.graph(), r.steps().subList(0, steps), r.epochs().subList(0, epochs), "");
    }

    @Test
    void comesBackEqual() {
        Path file = folder.resolve("runs/run.jsonl");
        RecordingFile.write(Samples.recording(), file);
        assertThat(RecordingFile.read(file)).isEqualTo(Samples.recording());
    }

    @Test
    void whatIsAppendedIsTheSameAsWhatIsWrittenAtOnce() throws IOException {
        Recording all = Samples.recording();
        Path grown = folder.resolve("grown");
        RecordingFile.write(upTo(all, 2, 1), grown);
        RecordingFile.append(all, 2, 1, grown);
        Path whole = folder.resolve("whole");
        RecordingFile.write(all, whole);
        assertThat(Files.readString(grown)).isEqualTo(Files.readString(whole));
    }

    @Test
    void aTornLastLineIsLeftOut() throws IOException {
        Path file = folder.resolve("torn");
        RecordingFile.write(upTo(Samples.recording(), 2, 1), file);
        String text = Files.readString(file);
        for (int cut : List.of(1, 20, 100)) {
            Files.writeString(file, text.substring(0, text.length() - cut));
            assertThat(RecordingFile.read(file)).isEqualTo(upTo(Samples.recording(), 2, 0));
        }
    }

    @Test
    void whatIsNoRecordingIsToldWithTheLine() throws IOException {
        Path file = folder.resolve("wrong");
        RecordingFile.write(upTo(Samples.recording(), 1, 0), file);
        String good = Files.readString(file);
        Files.writeString(file, good + "{\"kind\":\"step\",\"step\":\"two\"}\n");
        assertThatThrownBy(() -> RecordingFile.read(file)).isInstanceOf(ModelFormatException.class)
                .hasMessage("'step' must be an integer, but is two, at wrong line 3");
        Files.writeString(file, good + "epoch,loss\n");
        assertThatThrownBy(() -> RecordingFile.read(file)).isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("is not valid JSON").hasMessageEndingWith("at wrong line 3");
        Files.writeString(file, "{\"kind\":\"step\"}\n");
        assertThatThrownBy(() -> RecordingFile.read(file)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("starts with the one line of its run");
        Files.writeString(file, "");
        assertThatThrownBy(() -> RecordingFile.read(file)).isInstanceOf(ModelFormatException.class).hasMessageContaining("is empty");
        assertThatThrownBy(() -> RecordingFile.read(folder.resolve("nowhere"))).isInstanceOf(EspalierException.class)
                .hasMessageContaining("nowhere cannot be read: NoSuchFileException");
    }
}
