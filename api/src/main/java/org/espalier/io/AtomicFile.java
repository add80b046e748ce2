package org.espalier.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * Writes a file whole or not at all: beside its place, forced to the disk, then moved over what was there. Whoever
 * opens the file sees the old content or the new one, also after a crash. What a killed process left beside the file is
 * deleted when the file is next written.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class AtomicFile {
    private static volatile Witness witness = Witness.NONE;

    private AtomicFile() {}

    /** What is to be in the file. */
    @FunctionalInterface
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public interface Content {
        /** Writes all of it; the stream is buffered, and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file on the default file system.
     *
     * @throws EspalierException naming the file, and the folder that is not there or cannot be written to
     */
    public static void write(Path file, Content content) {
        Path target = target(file);
        Draft.clean(target);
        witness.before("create");
        try (Draft draft = Draft.beside(target)) {
            fill(draft.stream(), content);
            keepPermissions(target, draft.path());
            witness.before("move");
            replace(draft, target);
            witness.before("force folder");
            forceFolder(target.getParent());
        } catch (IOException e) {
            throw failure(file, e);
        }
        witness.before("end");
    }

    /**
     * Appends to a file that grows, such as a log. Whoever reads it during the call, or after a crash in the middle, may
     * find a part of the bytes at its end, so what is appended must tell where it ends. After an exception there is none.
     *
     * @throws EspalierException naming the file, which must exist
     */
    public static void append(Path file, byte[] bytes) {
        try {
            long before = Files.size(file);
            witness.before("append");
            try (OutputStream out = witness.around(new FileOutputStream(file.toFile(), true))) {
                out.write(bytes);
            } catch (IOException e) {
                cut(file, before);
                throw e;
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
        witness.before("end");
    }

    /**
     * Deletes what killed processes left half-written in a folder, whatever file it was to be; for folders whose files have
     * names that do not come again. What a living process writes is left alone as far as the file system knows locks.
     */
    public static void deleteLeftovers(Path folder) {
        Draft.cleanFolder(folder.toAbsolutePath().normalize());
    }

    /** The exception for a file that cannot be written. */
    public static EspalierException failure(Path file, IOException e) {
        return new EspalierException("cannot write " + file + ": " + reason(e), e);
    }

    /** What an exception says went wrong; those of the file system often have the file's name alone as their message. */
    public static String reason(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getClass() == IOException.class ? e.getMessage() : name + " " + e.getMessage();
    }

    /** Puts in who sees every point between two effects; for tests. */
    static void watch(Witness w) {
        witness = w;
    }

    /** The file to replace, which is not a link to it, after all checks that can be made beforehand. */
    private static Path target(Path file) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.isDirectory(target)) {
            throw new EspalierException("cannot write " + file + ": it is a folder");
        }
        try {
            target = Files.exists(target) ? target.toRealPath() : target;
        } catch (IOException e) {
            throw failure(file, e);
        }
        Path folder = target.getParent();
        if (!Files.exists(folder)) {
            throw new EspalierException("cannot write " + file + ": the folder " + folder + " does not exist");
        }
        if (!Files.isDirectory(folder)) {
            throw new EspalierException("cannot write " + file + ": " + folder + " is not a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new EspalierException("cannot write " + file + ": the folder " + folder + " is not writable");
        }
        return target;
    }

    private static void fill(FileOutputStream file, Content content) throws IOException {
        witness.before("write");
        OutputStream out = new BufferedOutputStream(witness.around(file), 1 << 16);
        content.writeTo(out);
        out.flush();
        witness.before("force");
        file.getFD().sync();
    }

    private static void keepPermissions(Path old, Path replacement) throws IOException {
        if (Files.exists(old) && Files.getFileAttributeView(old, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(replacement, Files.getPosixFilePermissions(old));
        }
    }

    /** While it is locked, so that nobody takes it for a leftover. */
    private static void replace(Draft draft, Path target) throws IOException {
        try {
            move(draft.path(), target);
        } catch (FileSystemException e) {
            // Windows moves no file that is open.
            draft.stream().close();
            move(draft.path(), target);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the move itself lasting, where the system can do that. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders; the file itself is on the disk and whole either way.
        }
    }

    private static void cut(Path file, long length) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (IOException e) {
            // What went wrong before matters more.
        }
    }
}
