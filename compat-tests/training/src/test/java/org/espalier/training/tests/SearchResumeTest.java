package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.training.tests.Searches.PARTS;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.espalier.core.engine.Engine;
import org.espalier.core.search.SearchResult;
import org.espalier.io.Disk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that was interrupted at any point ends as if it had not been. */
class SearchResumeTest {
    private static final Engine ENGINE = Fixtures.fast(2);
    private static SearchResult whole;
    /** What a search reads that does nothing but find that all is done: the data's fingerprint. */
    private static int fingerprint;
    private static int reads;

    @TempDir
    static Path first;

    @TempDir
    Path folder;

    @BeforeAll
    static void search() {
        Searches.Breaking data = new Searches.Breaking(PARTS.get(0), -1);
        whole = Searches.halving().run(ENGINE, first, data, Searches::experiment);
        reads = data.reads();
        fingerprint = reads(first);
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static int reads(Path folder) {
        Searches.Breaking data = new Searches.Breaking(PARTS.get(0), -1);
        Searches.halving().run(ENGINE, folder, data, Searches::experiment);
        return data.reads();
    }

    @Test
    void aFinishedSearchTrainsNothingAgain() throws IOException {
        // Two fields in one chunk each.
        assertThat(fingerprint).isEqualTo(2);
        SearchTest.assertSame(Searches.halving().run(ENGINE, first, PARTS.get(0), Searches::experiment), first, whole, first);
    }

    /** Nine trials to 2 epochs, four to 4, two to 8: 9·2 + 4·2 + 2·4 epochs of 3 steps, which read two fields. */
    @Test
    void noEpochIsTrainedTwice() {
        assertThat(reads).isEqualTo(fingerprint + (9 * 2 + 4 * 2 + 2 * 4) * 3 * 2);
    }

    @Test
    void whereverItIsKilledItGoesOn() throws IOException {
        // The first and the last reads, and some between: within epochs, between them, at the start of rungs.
        for (int at = 1; at <= reads; at += at < 4 || at > reads - 2 ? 1 : 29) {
            int parallel = 1 + at % 2;
            Path own = folder.resolve("killed" + at);
            Searches.Breaking data = new Searches.Breaking(PARTS.get(0), at);
            assertThatThrownBy(() -> Searches.halving().withParallelTrials(parallel).run(ENGINE, own, data, Searches::experiment))
                    .hasStackTraceContaining("killed");
            SearchResult resumed = Searches.halving().run(ENGINE, own, data, Searches::experiment);
            SearchTest.assertSame(resumed, own, whole, first);
            // No more is read twice than the epochs that were being done.
            assertThat(data.reads()).isLessThanOrEqualTo(reads + fingerprint + parallel * 6);
        }
    }

    /** What a kill leaves is what is on the disk at that point: half lines, half states, states without their line. */
    @Test
    void killedAtPointsOfWritingItGoesOn() throws IOException {
        Path place = folder.resolve("watched");
        Map<String, Remains> states = new LinkedHashMap<>();
        Disk.watch(next -> {
            Remains now = Remains.of(place);
            states.put(now.key(), now);
        });
        try {
            Searches.halving().run(ENGINE, place, PARTS.get(0), Searches::experiment);
        } finally {
            Disk.forget();
        }
        assertThat(states.size()).isGreaterThan(100);
        List<Remains> all = List.copyOf(states.values());
        for (int i = 0; i < all.size(); i += i < 4 || i > all.size() - 8 ? 1 : 23) {
            Path own = Files.createDirectory(folder.resolve("state" + i));
            all.get(i).putInto(own);
            SearchTest.assertSame(Searches.halving().run(ENGINE, own, PARTS.get(0), Searches::experiment), own, whole, first);
        }
    }

    @Test
    void aProcessThatIsKilledGoesOn() throws Exception {
        long seed = 20;
        System.out.println("seed of the kills: " + seed);
        Random random = new Random(seed);
        Path own = folder.resolve("processes");
        int kills = 0;
        for (int i = 0; i < 4; i++) {
            Process p = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                            SearchInProcess.class.getName(), own.toString())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("out" + i).toFile()).start();
            File trials = own.resolve("trials.jsonl").toFile();
            while (!trials.exists() && p.isAlive()) {
                Thread.sleep(1);
            }
            boolean ended = p.waitFor(random.nextInt(600), TimeUnit.MILLISECONDS);
            kills += ended ? 0 : 1;
            p.destroyForcibly().waitFor();
        }
        assertThat(kills).isPositive();
        SearchTest.assertSame(Searches.halving().run(ENGINE, own, PARTS.get(0), Searches::experiment), own, whole, first);
    }
}
