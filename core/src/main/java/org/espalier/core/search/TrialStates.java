package org.espalier.core.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.EspalierException;

/** The checkpoints of trials that are not over, in a folder within that of the search. */
final class TrialStates {
    private final Path folder;

    TrialStates(Path search) {
        folder = search.resolve("trials");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure(folder, "made", e);
        }
    }

    Path of(int trial) {
        return folder.resolve("%04d.espalier".formatted(trial));
    }

    /** Deletes the state of a trial that is over. */
    void delete(int trial) {
        delete(of(trial));
    }

    /** Deletes what is left, when the search is over. */
    void deleteAll() {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.toList();
        } catch (IOException e) {
            throw failure(folder, "read", e);
        }
        left.forEach(TrialStates::delete);
        delete(folder);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure(file, "deleted", e);
        }
    }

    private static EspalierException failure(Path file, String what, IOException e) {
        return new EspalierException(file + " cannot be " + what + ": " + AtomicFile.reason(e), e);
    }
}
