package org.espalier.core.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * Writes a file whole or not at all: beside its place, forced to the disk, then moved over what was there. Whoever
 * opens the file sees the old content or the new one, also after a crash.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class AtomicFile {
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
        Path temporary = target.resolveSibling(".espalier-" + UUID.randomUUID() + ".tmp");
        try {
            fill(temporary, content);
            keepPermissions(target, temporary);
            move(temporary, target);
            forceFolder(target.getParent());
        } catch (IOException e) {
            throw new EspalierException("cannot write " + file + ": " + reason(e), e);
        } finally {
            delete(temporary);
        }
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
            throw new EspalierException("cannot write " + file + ": " + reason(e), e);
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

    private static void fill(Path temporary, Content content) throws IOException {
        Files.createFile(temporary);
        // A plain stream and no channel: interrupting the thread, to cancel a training, would close a channel.
        try (FileOutputStream file = new FileOutputStream(temporary.toFile())) {
            OutputStream out = new BufferedOutputStream(file, 1 << 16);
            content.writeTo(out);
            out.flush();
            file.getFD().sync();
        }
    }

    private static void keepPermissions(Path old, Path replacement) throws IOException {
        if (Files.exists(old) && Files.getFileAttributeView(old, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(replacement, Files.getPosixFilePermissions(old));
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

    private static void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // What went wrong before matters more.
        }
    }

    /** Exceptions of the file system often have the file's name alone as their message. */
    static String reason(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getClass() == IOException.class ? e.getMessage() : name + " " + e.getMessage();
    }
}
