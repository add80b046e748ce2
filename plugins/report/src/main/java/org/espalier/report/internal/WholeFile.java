package org.espalier.report.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.espalier.plugin.EspalierException;

/** Writes files so that whoever opens one sees the old content or the new one. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes a text in UTF-8; folders that are missing are made. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes; folders that are missing are made. */
    public static void write(Path file, byte[] bytes) {
        Path target = file.toAbsolutePath();
        Path temporary = null;
        try {
            Files.createDirectories(target.getParent());
            // Not by createTempFile, whose files nobody else may read: a report is to be looked at.
            temporary = target.resolveSibling(".espalier-" + UUID.randomUUID() + ".tmp");
            Files.write(temporary, bytes);
            move(temporary, target);
        } catch (IOException e) {
            throw failure(file, e);
        } finally {
            delete(temporary);
        }
    }

    /** The exception for a file that cannot be written. */
    public static EspalierException failure(Path file, IOException e) {
        return new EspalierException("cannot write " + file + ": " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path temporary) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            // What went wrong before matters more.
        }
    }
}
