package org.espalier.data.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.espalier.plugin.DataException;

/** Files as streams of bytes, plain or packed by gzip, which is seen by how they begin. */
public final class Inputs {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_1 = 0x1f;
    private static final int GZIP_2 = 0x8b;

    private Inputs() {}

    /**
     * The unpacked content of a file.
     *
     * @throws DataException where there is no such file
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DataException("cannot read " + file + ": it is a folder; name a file in it");
        }
        InputStream in;
        try {
            in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        } catch (NoSuchFileException e) {
            throw new DataException("cannot read " + file + ": there is no such file", e);
        }
        try {
            in.mark(2);
            boolean packed = in.read() == GZIP_1 && in.read() == GZIP_2;
            in.reset();
            return packed ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** What is told where a file cannot be read on. */
    public static DataException damaged(Path file, IOException e) {
        return new DataException("cannot read " + file + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                + "; the file may be truncated or damaged", e);
    }
}
