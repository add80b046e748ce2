package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.core.search.Dimension.choice;
import static org.espalier.training.tests.Searches.PARTS;
import static org.espalier.training.tests.Searches.SPACE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Experiment;
import org.espalier.core.fit.ExperimentFile;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.search.Dimension;
import org.espalier.core.search.Point;
import org.espalier.core.search.Search;
import org.espalier.core.search.SearchResult;
import org.espalier.core.search.SearchRun;
import org.espalier.core.search.Space;
import org.espalier.core.search.Trial;
import org.espalier.data.Dataset;
import org.espalier.optim.Optimizer;
import org.espalier.plugin.DataException;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.standard.Layers;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.standard.Schedules;
import org.espalier.training.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final Engine ENGINE = Fixtures.fast(4);
    private static SearchResult whole;

    @TempDir
    static Path first;

    @TempDir
    Path folder;

    @BeforeAll
    static void search() {
        whole = Searches.halving().run(ENGINE, first, PARTS.get(0), Searches::experiment);
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    /** All that must be the same whenever a search is run. */
    static void assertSame(SearchResult a, Path folderOfA, SearchResult b, Path folderOfB) throws IOException {
        assertThat(a.toCsv()).isEqualTo(b.toCsv());
        assertThat(a.trials().stream().map(Trial::figures)).isEqualTo(b.trials().stream().map(Trial::figures).toList());
        assertThat(a.trials().stream().map(Trial::curve)).isEqualTo(b.trials().stream().map(Trial::curve).toList());
        assertThat(folderOfA.resolve("best.json")).hasSameBinaryContentAs(folderOfB.resolve("best.json"));
        try (Stream<Path> left = Files.list(folderOfA)) {
            assertThat(left.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("best.json", "trials.jsonl");
        }
    }

    @Test
    void halvingGivesTheEpochsToTheBetter() {
        // Rungs worked by hand: s = ⌊log₂(8 / 2)⌋ = 2; 9, 4 and 2 trials to 2, 4 and 8 epochs.
        assertThat(whole.trials().stream().map(Trial::epochs)).containsExactly(8, 8, 4, 4, 2, 2, 2, 2, 2);
        assertThat(whole.trials().stream().map(Trial::status).distinct())
                .containsExactly(Trial.Status.COMPLETED, Trial.Status.DROPPED);
        for (List<Trial> rung : List.of(whole.trials().subList(0, 2), whole.trials().subList(2, 4), whole.trials().subList(4, 9))) {
            assertThat(rung.stream().map(Trial::figure)).isSorted();
        }
        // Whoever was dropped after two epochs was no better then than anyone who was not.
        double worstKept = whole.trials().subList(0, 4).stream().mapToDouble(t -> t.curve().get(1)).max().orElseThrow();
        assertThat(whole.trials().subList(4, 9)).allMatch(t -> t.figure() >= worstKept);
    }

    @Test
    void aTrialOfRungsIsATrainingWithoutAPause() {
        for (int i : new int[] {0, 2, 4}) {
            Trial t = whole.trials().get(i);
            List<Double> curve = new ArrayList<>();
            for (double v : Searches.experiment(t.point()).fit(ENGINE, PARTS.get(0)).history().series("val_loss")) {
                curve.add(v);
            }
            assertThat(t.curve()).isEqualTo(curve.subList(0, t.epochs()));
        }
    }

    @Test
    void trialsInParallelAreTheSame() throws IOException {
        for (int parallel : new int[] {2, 4}) {
            Path own = folder.resolve("parallel" + parallel);
            SearchResult r = Searches.halving().withParallelTrials(parallel)
                    .run(ENGINE, own, PARTS.get(0), Searches::experiment);
            assertSame(r, own, whole, first);
        }
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName)).doesNotContain("espalier-search");
    }

    @Test
    void theBestTrainsAgainToTheSameWeights() {
        ExperimentFile file = ExperimentFile.read(ENGINE, first.resolve("best.json"));
        FitResult again = file.fit(ENGINE, PARTS.get(0), PARTS.get(1));
        assertThat(again.history().last("val_loss")).isEqualTo(whole.best().figure());
        assertThat(again.model().weights())
                .isEqualTo(Searches.experiment(whole.best().point()).fit(ENGINE, PARTS.get(0)).model().weights());
        assertThat(file.experiment().describe(ENGINE.registry()))
                .isEqualTo(Searches.experiment(whole.best().point()).describe(ENGINE.registry()));
    }

    @Test
    void otherDataThanThatOfTheBestIsRefused() {
        ExperimentFile file = ExperimentFile.read(ENGINE, first.resolve("best.json"));
        int[] turned = {1, 0, 2, 3};
        Dataset few = PARTS.get(0).subset(turned);
        assertThatThrownBy(() -> file.fit(ENGINE, few, PARTS.get(1))).isInstanceOf(DataException.class)
                .hasMessageContaining("was saved with training data of 72 examples").hasMessageContaining("was given 4 examples");
        assertThatThrownBy(() -> file.fit(ENGINE, Fixtures.points(72), PARTS.get(1))).isInstanceOf(DataException.class)
                .hasMessageContaining("with other training data").hasMessageContaining("but their values, or what is done to them, differ");
        assertThatThrownBy(() -> file.fit(ENGINE, PARTS.get(0))).isInstanceOf(DataException.class)
                .hasMessageContaining("give it as well: fit(engine, data, validation)");
        assertThatThrownBy(() -> file.fit(ENGINE, PARTS.get(0), few)).isInstanceOf(DataException.class)
                .hasMessageContaining("validation data of 24 examples");
    }

    @Test
    void registeredRecordsCanBeChosen() {
        Dimension<Optimizer> optimizer = choice("optimizer", Optimizers.sgd(0.1),
                Optimizers.adam(Schedules.cosine(1e-2, 20)), Optimizers.lbfgs());
        SearchResult r = Search.grid(Space.of(optimizer)).maximizing("val_accuracy").run(ENGINE, folder, PARTS.get(0), p -> {
            Point other = SPACE.random(1, 1).get(0);
            return Experiment.of(Searches.network(other), Fixtures.classify().withValidation(PARTS.get(1)).withEpochs(2));
        });
        assertThat(r.trials()).hasSize(3);
        assertThat(folder.resolve("trials.jsonl")).content().contains("\"type\":\"espalier.standard:Adam\"");
        assertThat(r.trials().stream().map(Trial::figure)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void aTrialThatDivergesIsTheLast() {
        Dimension<Double> rate = choice("rate", 1e4, 0.01);
        SearchResult r = Search.grid(Space.of(rate)).minimizing("loss").run(ENGINE, folder, Dataset.of(
                PARTS.get(0).all(Dataset.INPUT), PARTS.get(0).all(Dataset.INPUT)), p -> Experiment.of(
                        Network.of(Input.f32(8), Layers.dense(8)),
                        Training.of(Losses.halfSquaredError(), Optimizers.sgd(p.get(rate)))
                                .withEpochs(40)));
        assertThat(r.best().number()).isEqualTo(1);
        Trial diverged = r.trials().get(1);
        assertThat(diverged.status()).isEqualTo(Trial.Status.FAILED);
        assertThat(diverged.reason()).contains("training diverged at step");
        assertThat(diverged.figure()).isNaN();
        assertThat(r.table()).contains("failed: training diverged at step");
    }

    private void assertMistake(Search search, Function<Point, Experiment> make, String... parts) {
        assertThatThrownBy(() -> search.run(ENGINE, folder, PARTS.get(0), make)).isInstanceOf(EspalierException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
        assertThat(folder.resolve("best.json")).doesNotExist();
    }

    @Test
    void mistakesAreToldWithTheirPoint() {
        Search two = Search.random(SPACE, 2).withSeed(1);
        String point = "trial 1 (" + two.points().get(1) + ")";
        assertMistake(two, p -> {
            if (p.equals(two.points().get(1))) {
                throw new IndexOutOfBoundsException("5");
            }
            return Searches.experiment(p);
        }, "there is no experiment of " + point + ": IndexOutOfBoundsException: 5");
        assertMistake(two, p -> null, "there is no experiment of trial 0", "gave null");
        assertMistake(two, p -> Experiment.of(Searches.network(p), Searches.training(p).withCallbacks(run -> new Callback.Listener() {})),
                "there is no experiment of trial 0", "a lambda");
        assertMistake(two, p -> Experiment.of(Searches.network(p), Searches.training(p).withCheckpoint(folder.resolve("c"), 1)),
                "leave withCheckpoint out");
        assertThat(folder).isEmptyDirectory();
        assertMistake(two, p -> Experiment.of(Fixtures.plain(), Searches.training(p).withFrozen("**")), "the search was ended by trial 0");
    }

    @Test
    void whatTheSearchIsToldMustFit() {
        Search two = Search.random(SPACE, 2);
        assertMistake(two.minimizing("val_los"), Searches::experiment, "the search was ended by trial 0",
                "goes by the figure 'val_los', but a trial has only [loss, penalty, accuracy, val_loss, val_accuracy]");
        assertMistake(two.withHalving(5, 3), Searches::experiment, "at least 15 epochs, but they train for 8");
        assertMistake(two.withHalving(2, 2),
                p -> Experiment.of(Searches.network(p), Searches.training(p).withEpochs(7 + p.get(Searches.UNITS))),
                "halving compares trials after equally many epochs, but trial 0 (");
        assertMistake(two.withParallelTrials(5), Searches::experiment,
                "with 5 trials at a time needs as many threads, but its engine has 4");
    }

    @Test
    void aFolderOfAnotherSearchIsRefusedAndKept() throws IOException {
        byte[] before = Files.readAllBytes(first.resolve("trials.jsonl"));
        for (Search other : List.of(Searches.halving().withSeed(4), Searches.halving().minimizing("loss"),
                Search.random(Space.of(Searches.RATE, Searches.UNITS, Searches.ACTIVATION, Dimension.uniform("more", 0, 1)), 9)
                        .withSeed(3).withHalving(2, 2), Search.random(SPACE, 9).withSeed(3))) {
            assertThatThrownBy(() -> other.run(ENGINE, first, PARTS.get(0), Searches::experiment))
                    .isInstanceOf(ModelFormatException.class).hasMessageContaining("holds another search");
        }
        assertThatThrownBy(() -> Searches.halving().withSeed(4).run(ENGINE, first, PARTS.get(0), Searches::experiment))
                .hasMessage("the folder " + first + " holds another search: its 'seed' is 3, not 4; name another folder, or delete"
                        + " this one to start over");
        assertThatThrownBy(() -> Searches.halving().run(ENGINE, first, Fixtures.points(72), Searches::experiment))
                .hasMessageContaining("its 'data' is");
        assertThatThrownBy(() -> Searches.halving().run(ENGINE, first, PARTS.get(0),
                        p -> Experiment.of(Searches.network(p), Searches.training(p).withSeed(6))))
                .hasMessageContaining("had another network, training or validation data than now");
        assertThat(Files.readAllBytes(first.resolve("trials.jsonl"))).isEqualTo(before);
    }

    @Test
    void aCancelledSearchGoesOn() throws Exception {
        for (boolean interrupt : new boolean[] {false, true}) {
            Path own = folder.resolve("cancelled" + interrupt);
            SearchRun[] running = new SearchRun[1];
            Thread me = Thread.currentThread();
            running[0] = Searches.halving().withParallelTrials(2).start(ENGINE, own, PARTS.get(0), Searches::experiment);
            Thread other = new Thread(() -> {
                while (!Files.exists(own.resolve("trials.jsonl")) || lines(own) < 4) {
                    Thread.onSpinWait();
                }
                if (interrupt) {
                    me.interrupt();
                } else {
                    running[0].cancel();
                }
            });
            other.start();
            SearchResult cut = running[0].run();
            other.join();
            assertThat(Thread.interrupted()).isEqualTo(interrupt);
            assertThat(cut.cancelled()).isTrue();
            assertThat(cut.trials()).hasSize(9).anyMatch(t -> t.status() == Trial.Status.UNFINISHED);
            assertThat(own.resolve("best.json")).doesNotExist();
            assertSame(Searches.halving().run(ENGINE, own, PARTS.get(0), Searches::experiment), own, whole, first);
        }
    }

    private static long lines(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("trials.jsonl")).size();
        } catch (IOException e) {
            return 0;
        }
    }
}
