package org.espalier.standard.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final Callback.Run RUN = new Callback.Run(100, 10, 32, 42, "");

    @TempDir
    private Path folder;

    private List<List<String>> feed(Callback.Listener l, int first, double... losses) throws IOException {
        List<List<String>> asked = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            Directive d = l.onEpoch(new Callback.Epoch(first + i, 10, 0.1, 1, Map.of("val_loss", losses[i])));
            for (Path p : d.saves()) {
                Files.writeString(p, "epoch " + (first + i));
            }
            asked.add(d.saves().stream().map(p -> p.getFileName().toString()).toList());
        }
        return asked;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("kept"))) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private Checkpoints config() {
        return Checkpoints.into(folder.resolve("kept"));
    }

    @Test
    void theBestOnlyWhenBetterTheLastAlways() throws IOException {
        assertThat(feed(config().start(RUN), 0, 3, 4, 2, 2)).containsExactly(
                List.of("best.espalier", "last.espalier"), List.of("last.espalier"),
                List.of("best.espalier", "last.espalier"), List.of("last.espalier"));
        assertThat(folder.resolve("kept/best.espalier")).hasContent("epoch 2");
        assertThat(folder.resolve("kept/last.espalier")).hasContent("epoch 3");
    }

    @Test
    void everyNthIsNumberedAndTheLastFewAreKept() throws IOException {
        Callback.Listener l = config().withBest(false).withLast(false).withEvery(2, 2).start(RUN);
        assertThat(feed(l, 0, 1, 1, 1, 1, 1, 1)).containsExactly(
                List.of(), List.of("epoch-0002.espalier"), List.of(), List.of("epoch-0004.espalier"), List.of(),
                List.of("epoch-0006.espalier"));
        assertThat(files()).as("the oldest goes when the newest is there").hasSize(3);
        l.onEnd();
        assertThat(files()).containsExactly("epoch-0004.espalier", "epoch-0006.espalier");
    }

    @Test
    void nothingIsDeletedBeforeTheNewestIsWritten() throws IOException {
        Callback.Listener l = config().withBest(false).withLast(false).withEvery(1, 1).start(RUN);
        feed(l, 0, 1);
        l.onEpoch(new Callback.Epoch(1, 20, 0.1, 1, Map.of()));
        l.onEnd();
        assertThat(files()).containsExactly("epoch-0001.espalier");
    }

    @Test
    void aResumedRunGoesOn() throws IOException {
        Checkpoints config = config().withEvery(1, 2);
        Callback.Listener first = config.start(RUN);
        feed(first, 0, 3, 1);
        Callback.Listener second = config.start(RUN);
        second.restore(first.state());
        assertThat(feed(second, 2, 2)).containsExactly(List.of("last.espalier", "epoch-0003.espalier"));
        second.onEnd();
        assertThat(files()).containsExactly("best.espalier", "epoch-0002.espalier", "epoch-0003.espalier", "last.espalier");
    }
}
