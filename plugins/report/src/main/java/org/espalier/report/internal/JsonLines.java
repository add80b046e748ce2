package org.espalier.report.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;

/** A file of JSON objects, one a line, that may still grow. */
public final class JsonLines {
    private JsonLines() {}

    /**
     * The objects in order. What follows the last line break was not written to its end, and is left out.
     *
     * @param what the file is, for messages
     */
    public static List<Fields> read(Path file, String what) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new EspalierException("the " + what + " " + file + " cannot be read: " + AtomicFile.reason(e), e);
        }
        List<Fields> objects = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            objects.add(fields(line, file.getFileName() + " line " + (objects.size() + 1)));
        }
        if (objects.isEmpty()) {
            throw new ModelFormatException("the " + what + " " + file + " is empty");
        }
        return objects;
    }

    private static Fields fields(String line, String place) {
        try {
            return Fields.of(JsonTree.parse(line), place);
        } catch (IOException e) {
            throw new ModelFormatException("is not valid JSON: " + e.getMessage() + ", at " + place, e);
        }
    }
}
