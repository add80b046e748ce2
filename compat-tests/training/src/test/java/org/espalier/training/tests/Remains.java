package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.espalier.core.io.ModelArchive;
import org.espalier.report.recording.RecordingFile;

/** What is in the folder of a run after it was killed. */
record Remains(SortedMap<String, byte[]> files) {
    /** Files that are not complete, beside the one they are to be. */
    private static final String DRAFT = ".espalier-";

    static Remains of(Path folder) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(p).toString(), Files.readAllBytes(p));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Remains(files);
    }

    void putInto(Path folder) throws IOException {
        for (var e : files.entrySet()) {
            Path file = folder.resolve(e.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, e.getValue());
        }
    }

    boolean hasDrafts() {
        return files.keySet().stream().anyMatch(name -> name.contains(DRAFT));
    }

    /** What tells states apart from which a run may go on in another way: of drafts nobody reads more than that there are some. */
    String key() {
        StringBuilder key = new StringBuilder();
        files.forEach((name, bytes) -> key.append(name.contains(DRAFT)
                ? name.replaceFirst("(\\.espalier-[0-9a-f]{8}).*", "$1")
                : name + " " + bytes.length + " " + Arrays.hashCode(bytes)).append('\n'));
        return key.toString();
    }

    /** Every file under its own name can be read, and is not torn; of a log that grows, all but the last record. */
    void requireWhole(Path folder) throws IOException {
        for (String name : files.keySet()) {
            Path file = folder.resolve(name);
            if (name.contains(DRAFT)) {
                continue;
            } else if (name.endsWith("jsonl")) {
                assertThat(RecordingFile.read(file).run().epochs()).isEqualTo(8);
            } else if (name.endsWith(".html")) {
                assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
            } else if (name.endsWith(".csv")) {
                assertThat(Files.readString(file)).startsWith("epoch,").endsWith("\r\n");
            } else if (name.contains("tfevents")) {
                assertThat(eventRecords(files.get(name))).isGreaterThan(1);
            } else {
                assertThat(name).endsWith(".espalier");
                assertThat(ModelArchive.read(file).training()).isNotNull();
            }
        }
    }

    /** How many whole records there are; what follows the last must be the beginning of one. */
    static int eventRecords(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int records = 0;
        while (in.remaining() >= 12) {
            int length = (int) in.getLong(in.position());
            assertThat(in.getInt(in.position() + 8)).isEqualTo(masked(bytes, in.position(), 8));
            if (in.remaining() < 16 + length) {
                return records;
            }
            assertThat(in.getInt(in.position() + 12 + length)).isEqualTo(masked(bytes, in.position() + 12, length));
            in.position(in.position() + 16 + length);
            records++;
        }
        return records;
    }

    private static int masked(byte[] bytes, int from, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, count);
        int value = (int) crc.getValue();
        return (value >>> 15 | value << 17) + 0xa282ead8;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        files.forEach((name, bytes) -> text.append(name).append(" (").append(bytes.length).append(" bytes) "));
        return text.toString();
    }
}
