package org.espalier.data.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.espalier.data.file.Inputs;
import org.espalier.plugin.DataException;

/** Finds the files of a set by their names. */
final class IdxFolder {
    private IdxFolder() {}

    static Path find(Path folder, String prefix, String kind) {
        if (!Files.isDirectory(folder)) {
            throw new DataException("cannot read " + folder + ": there is no such folder");
        }
        List<Path> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.filter(f -> matches(f.getFileName().toString(), prefix, kind)).sorted().toList();
        } catch (IOException e) {
            throw Inputs.damaged(folder, e);
        }
        if (found.size() != 1) {
            throw new DataException(folder + " must have exactly one IDX file of " + kind
                    + (prefix.isEmpty() ? "" : " whose name begins with '" + prefix + "'") + ", but has "
                    + (found.isEmpty() ? "none" : found.stream().map(f -> f.getFileName().toString()).toList())
                    + "; name the files themselves with Idx.images");
        }
        return found.get(0);
    }

    private static boolean matches(String file, String prefix, String kind) {
        String name = file.toLowerCase(Locale.ROOT);
        return file.startsWith(prefix) && name.contains(kind) && name.contains("idx");
    }
}
