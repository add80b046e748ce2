package org.espalier.io;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file beside its target that is not complete yet. It is locked for as long as its writer lives, and so what a process
 * left that was killed can be told from what another one is writing at this moment.
 */
final class Draft implements Closeable {
    private static final String BEGINNING = ".espalier-";
    private static final String ENDING = ".tmp";
    /** Those of this process; closing any channel to a file gives up the process's locks on it on many systems. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileOutputStream stream;

    private Draft(Path path, FileOutputStream stream) {
        this.path = path;
        this.stream = stream;
    }

    /** A new file that nobody else writes, with the permissions that new files have. */
    static Draft beside(Path target) throws IOException {
        for (;;) {
            Draft draft = opened(target.resolveSibling(prefix(target) + UUID.randomUUID() + ENDING));
            // Somebody who cleaned up may have taken it for a leftover before it was locked.
            if (draft.lock() && Files.exists(draft.path)) {
                return draft;
            }
            draft.close();
        }
    }

    private static Draft opened(Path path) throws IOException {
        OWN.add(path);
        try {
            Files.createFile(path);
            // A plain stream and no channel: interrupting the thread, to cancel a training, would close a channel.
            return new Draft(path, new FileOutputStream(path.toFile()));
        } catch (IOException e) {
            OWN.remove(path);
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Whether nobody else has it locked. */
    private boolean lock() {
        try {
            return stream.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // A file system without locks; there nobody can clean up, either.
            return true;
        }
    }

    /** Deletes what processes that are no more have left beside a target. */
    static void clean(Path target) {
        clean(target.getParent(), prefix(target));
    }

    /** Deletes what processes that are no more have left in a folder, whatever the target. */
    static void cleanFolder(Path folder) {
        clean(folder, BEGINNING);
    }

    private static void clean(Path folder, String prefix) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, prefix + "*" + ENDING)) {
            for (Path p : leftovers) {
                if (!OWN.contains(p)) {
                    deleteUnlocked(p);
                }
            }
        } catch (IOException e) {
            // They are in nobody's way.
        }
    }

    private static void deleteUnlocked(Path leftover) {
        try (FileChannel channel = FileChannel.open(leftover, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(leftover);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Somebody is writing it, or it is another user's.
        }
    }

    /** Of one length whatever the target's name, for names may have 255 bytes only. */
    private static String prefix(Path target) {
        return BEGINNING + String.format("%08x-", target.getFileName().toString().hashCode());
    }

    Path path() {
        return path;
    }

    FileOutputStream stream() {
        return stream;
    }

    /** Gives up the lock, and deletes the file if it was not moved. */
    @Override
    public void close() throws IOException {
        try {
            stream.close();
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path);
        }
    }
}
