package org.espalier.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.plugin.EspalierException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.espalier");
    }

    private void assertOnlyFileIs(String content) throws IOException {
        assertThat(file).hasContent(content);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aNewFileIsWrittenAndAnOldOneReplaced() throws IOException {
        AtomicFile.write(file, out -> out.write("one".getBytes()));
        assertOnlyFileIs("one");
        AtomicFile.write(file, out -> out.write("two".getBytes()));
        assertOnlyFileIs("two");
    }

    @Test
    void whileItIsWrittenTheOldContentStands() throws IOException {
        Files.writeString(file, "old");
        AtomicFile.write(file, out -> {
            out.write(new byte[1 << 20]);
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasSize(1 << 20);
    }

    @Test
    void aFailureInTheMiddleLeavesTheOldFileAndNoOther() throws IOException {
        Files.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(new byte[1 << 20]);
            throw new IOException("No space left on device");
        })).isInstanceOf(EspalierException.class).hasMessage("cannot write " + file + ": No space left on device");
        assertOnlyFileIs("old");
        IllegalStateException own = new IllegalStateException("the caller's");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            throw own;
        })).isSameAs(own);
        assertOnlyFileIs("old");
    }

    @Test
    void aFailureLeavesNothingWhereThereWasNothing() {
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            throw new IOException("no");
        })).isInstanceOf(EspalierException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTargetThatCannotBeWrittenIsToldBeforeAnythingIsMade() throws IOException {
        AtomicFile.Content unused = out -> {
            throw new AssertionError("must not be called");
        };
        Path nowhere = folder.resolve("no/where/m");
        assertThatThrownBy(() -> AtomicFile.write(nowhere, unused)).isInstanceOf(EspalierException.class)
                .hasMessage("cannot write " + nowhere + ": the folder " + nowhere.getParent() + " does not exist");
        assertThatThrownBy(() -> AtomicFile.write(folder, unused)).isInstanceOf(EspalierException.class)
                .hasMessage("cannot write " + folder + ": it is a folder");
        Files.writeString(file, "a file");
        Path below = file.resolve("m");
        assertThatThrownBy(() -> AtomicFile.write(below, unused)).isInstanceOf(EspalierException.class)
                .hasMessage("cannot write " + below + ": " + file + " is not a folder");
    }

    @Test
    void aFolderWithoutPermissionIsTold() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Path closed = Files.createDirectory(folder.resolve("closed"), PosixFilePermissions.asFileAttribute(
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE)));
        assumeTrue(!Files.isWritable(closed), "root may write anywhere");
        Path m = closed.resolve("m");
        assertThatThrownBy(() -> AtomicFile.write(m, OutputStream::flush)).isInstanceOf(EspalierException.class)
                .hasMessage("cannot write " + m + ": the folder " + closed + " is not writable");
    }

    @Test
    void anInterruptDoesNotSpoilTheFile() throws IOException {
        Thread.currentThread().interrupt();
        AtomicFile.write(file, out -> out.write("whole".getBytes()));
        assertThat(Thread.interrupted()).isTrue();
        assertOnlyFileIs("whole");
    }

    @Test
    void permissionsStayAndNewFilesHaveTheUsualOnes() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        AtomicFile.write(file, out -> out.write(1));
        Path usual = Files.createFile(folder.resolve("usual"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
        Set<PosixFilePermission> own = PosixFilePermissions.fromString("rw-r-----");
        Files.setPosixFilePermissions(file, own);
        AtomicFile.write(file, out -> out.write(2));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(own);
    }

    @Test
    void whatALinkPointsToIsReplaced() throws IOException {
        Files.writeString(file, "old");
        Path link = folder.resolve("latest");
        try {
            Files.createSymbolicLink(link, file.getFileName());
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here");
        }
        AtomicFile.write(link, out -> out.write("new".getBytes()));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void whatAKilledProcessLeftIsDeletedByTheNextWriteOfTheFile() throws IOException {
        try (Draft open = Draft.beside(file)) {
            String name = open.path().getFileName().toString();
            Path leftover = Files.copy(open.path(), folder.resolve(name.replaceFirst("....\\.tmp", "0000.tmp")));
            Path ofAnother = Files.copy(open.path(), folder.resolve(".espalier-00000000-0000.tmp"));
            AtomicFile.write(file, out -> out.write(1));
            assertThat(leftover).doesNotExist();
            assertThat(ofAnother).exists();
            AtomicFile.deleteLeftovers(folder);
            assertThat(ofAnother).doesNotExist();
            assertThat(open.path()).exists();
        }
    }

    @Test
    void whoWritesAtTheSameTimeIsLeftAlone() throws IOException {
        AtomicFile.write(file, out -> {
            out.write("outer".getBytes());
            AtomicFile.write(file, inner -> inner.write("inner".getBytes()));
            assertThat(file).hasContent("inner");
        });
        assertOnlyFileIs("outer");
    }

    @Test
    void manyThreadsWriteOneFile() throws IOException {
        IntStream.range(0, 60).parallel().forEach(i ->
                AtomicFile.write(file, out -> out.write(String.format("%05d", i).getBytes())));
        assertThat(file).content().matches("000[0-5][0-9]");
        assertOnlyFileIs(Files.readString(file));
    }

    @Test
    void bytesAreAppended() throws IOException {
        assertThatThrownBy(() -> AtomicFile.append(file, new byte[1])).isInstanceOf(EspalierException.class)
                .hasMessage("cannot write " + file + ": NoSuchFileException " + file);
        AtomicFile.write(file, out -> out.write("one".getBytes()));
        AtomicFile.append(file, ",two".getBytes());
        assertOnlyFileIs("one,two");
    }

    @Test
    void aFailureInTheMiddleAppendsNothing() throws IOException {
        Files.writeString(file, "one");
        AtomicFile.watch(new Witness() {
            @Override
            public void before(String point) {}

            @Override
            public OutputStream around(OutputStream to) {
                return new FilterOutputStream(to) {
                    @Override
                    public void write(byte[] b, int from, int count) throws IOException {
                        to.write(b, from, count / 2);
                        throw new IOException("No space left on device");
                    }
                };
            }
        });
        try {
            assertThatThrownBy(() -> AtomicFile.append(file, ",two".getBytes()))
                    .hasMessage("cannot write " + file + ": No space left on device");
        } finally {
            AtomicFile.watch(Witness.NONE);
        }
        assertOnlyFileIs("one");
    }
}
