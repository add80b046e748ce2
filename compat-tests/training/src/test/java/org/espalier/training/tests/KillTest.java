package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.espalier.core.fit.FitResult;
import org.espalier.core.io.ModelArchive;
import org.espalier.io.Disk;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that is killed, at any step and at any point of writing a file, and started again: it ends as if nothing had
 * happened, and at no time is there half a file. The seed is printed; {@code -Despalier.kill.seed=...} repeats a run.
 */
class KillTest {
    private static final long SEED = Long.getLong("espalier.kill.seed", System.nanoTime() % 1_000_000);

    @TempDir
    private static Path folder;

    /** What a run ends with that nobody killed, in all bits; times are left out. */
    private static Map<String, Object> whole;
    private static long steps;

    /** The states of the disk at all points of writing, of which many are the same; what was killed there and what is next. */
    private static final Map<String, Remains> STATES = new LinkedHashMap<>();
    private static final List<String> POINTS = new ArrayList<>();

    @BeforeAll
    static void runUndisturbed() {
        Path place = folder.resolve("whole");
        Disk.watch(next -> {
            POINTS.add(next);
            Remains now = Remains.of(place);
            STATES.put(now.key(), now);
        });
        try {
            whole = end(KilledRun.run(place), place);
        } finally {
            Disk.forget();
        }
        steps = RecordingFile.read(place.resolve("run.jsonl")).steps().size();
        System.out.println("kill tests: seed " + SEED + ", " + steps + " steps, " + POINTS.size() + " points of writing, "
                + STATES.size() + " states of the disk");
    }

    private static Map<String, Object> end(FitResult result, Path place) {
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("weights", result.model().weights());
        end.put("outcome", result.outcome() + " " + result.reason());
        end.put("history", result.history().epochs().stream().map(e -> e.figures()).toList());
        Recording r = RecordingFile.read(place.resolve("run.jsonl"));
        end.put("recorded steps", r.steps().stream().map(s -> List.of(s.step(), s.loss(), s.learningRate())).toList());
        end.put("recorded epochs", r.epochs().stream()
                .map(e -> List.of(e.epoch(), e.step(), e.learningRate(), e.figures(), e.tables(), e.distributions())).toList());
        end.put("recorded outcome", r.outcome());
        Remains files = Remains.of(place);
        end.put("files", files.files().keySet().stream().map(n -> n.replaceFirst("tfevents.\\d+", "tfevents")).toList());
        files.files().forEach((name, bytes) -> {
            if (name.endsWith(".espalier") && !name.contains("tfevents")) {
                ModelArchive state = ModelArchive.read(place.resolve(name));
                end.put(name, List.of(state.weights(), state.trainingTensors()));
            } else if (name.contains("tfevents")) {
                end.put("events", Remains.eventRecords(bytes));
            } else if (name.endsWith(".csv")) {
                end.put("log", withoutTimes(new String(bytes, StandardCharsets.UTF_8)));
            } else if (name.endsWith(".html")) {
                end.put("report is of the whole run", new String(bytes, StandardCharsets.UTF_8).contains(r.outcome()));
            }
        });
        return end;
    }

    /** The fourth column is seconds. */
    private static List<String> withoutTimes(String csv) {
        return csv.lines().map(l -> l.replaceFirst("^([^,]*,[^,]*,[^,]*),[^,]*", "$1")).toList();
    }

    private static void requireSameEnd(Path place, String killed) {
        Map<String, Object> end = end(KilledRun.run(place), place);
        end.forEach((what, value) -> assertThat(value).as("%s after being killed %s, seed %d", what, killed, SEED)
                .isEqualTo(whole.get(what)));
        assertThat(end.keySet()).isEqualTo(whole.keySet());
        assertThat(Remains.of(place).hasDrafts()).as("drafts left, killed %s", killed).isFalse();
    }

    /** The run itself must be worth it: it stops early, lowers its rate, and goes back to weights of an earlier epoch. */
    @Test
    void thereIsSomethingToLose() {
        assertThat(STATES.size()).isGreaterThan(50);
        assertThat(POINTS).contains("create", "write", "the second half", "force", "move", "force folder", "append", "end");
        assertThat(STATES.values().stream().filter(Remains::hasDrafts)).hasSizeGreaterThan(20);
        assertThat(steps).isGreaterThan(20);
        assertThat((Map<?, ?>) whole.get("weights")).isNotEqualTo(((List<?>) whole.get("states/last.espalier")).get(0));
    }

    /** What a kill leaves is what is on the disk at that point. */
    @Test
    void killedAtEveryPointOfWriting() throws IOException {
        int number = 0;
        for (Remains state : STATES.values()) {
            Path place = Files.createDirectory(folder.resolve("state" + number++));
            state.putInto(place);
            state.requireWhole(place);
            requireSameEnd(place, "with " + state);
        }
    }

    /** The same with processes that really end there. */
    @Test
    void aProcessKilledAtSomePointsOfWriting() {
        int[] points = new Random(SEED).ints(1, POINTS.size()).distinct().limit(4).sorted().toArray();
        killAll("point", points);
    }

    @Test
    void aProcessKilledAtTwentySteps() {
        int[] drawn = new Random(SEED + 1).ints(1, (int) steps + 1).distinct().limit(20).sorted().toArray();
        killAll("step", drawn);
    }

    private static void killAll(String kind, int[] numbers) {
        System.out.println("kill tests: seed " + SEED + ", killed at " + kind + "s " + IntStream.of(numbers).boxed().toList());
        IntStream.of(numbers).parallel().forEach(n -> kill(kind, n));
        for (int n : numbers) {
            requireSameEnd(folder.resolve(kind + n), "at " + kind + " " + n);
        }
    }

    private static void kill(String kind, int number) {
        try {
            Path place = Files.createDirectory(folder.resolve(kind + number));
            Process p = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    KilledRun.class.getName(), place.toString(), kind, Integer.toString(number)).redirectErrorStream(true).start();
            String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(p.waitFor()).as(out).isEqualTo(137);
            Remains.of(place).requireWhole(place);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
