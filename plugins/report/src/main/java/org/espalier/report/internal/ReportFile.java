package org.espalier.report.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.io.AtomicFile;

/** A file that is made of a recording; the folders that it is to stand in are made where they are missing. */
public final class ReportFile {
    private ReportFile() {}

    /** Writes a text in UTF-8, whole or not at all. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes, whole or not at all. */
    public static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw AtomicFile.failure(file, e);
        }
        AtomicFile.write(file, out -> out.write(bytes));
    }
}
