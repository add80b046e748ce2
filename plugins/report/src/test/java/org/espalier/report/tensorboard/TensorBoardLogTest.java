package org.espalier.report.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.report.Samples;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.RecordingWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files, read back by protobuf's own parser and the field numbers of TensorFlow's .proto files. */
class TensorBoardLogTest {
    @TempDir
    private Path folder;

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tensorboard"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private List<UnknownFieldSet> events() throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        List<UnknownFieldSet> events = new ArrayList<>();
        while (in.hasRemaining()) {
            int at = in.position();
            byte[] data = new byte[(int) in.getLong()];
            assertThat(in.getInt()).isEqualTo(TfRecords.maskedCrc(in.array(), at, 8));
            in.get(data);
            assertThat(in.getInt()).isEqualTo(TfRecords.maskedCrc(data, 0, data.length));
            events.add(UnknownFieldSet.parseFrom(data));
        }
        return events;
    }

    private static ByteString bytes(UnknownFieldSet m, int field) {
        return m.getField(field).getLengthDelimitedList().get(0);
    }

    private static UnknownFieldSet message(ByteString bytes) throws IOException {
        return UnknownFieldSet.parseFrom(bytes);
    }

    private static double real(UnknownFieldSet m, int field) {
        return Double.longBitsToDouble(m.getField(field).getFixed64List().get(0));
    }

    private static List<Double> reals(UnknownFieldSet m, int field) {
        ByteBuffer in = bytes(m, field).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        List<Double> values = new ArrayList<>();
        while (in.hasRemaining()) {
            values.add(in.getDouble());
        }
        return values;
    }

    /** Scalars of all events as {@code tag@step}. */
    private Map<String, Float> scalars() throws IOException {
        Map<String, Float> found = new LinkedHashMap<>();
        for (UnknownFieldSet e : events()) {
            if (e.hasField(5)) {
                for (ByteString v : message(bytes(e, 5)).getField(1).getLengthDelimitedList()) {
                    UnknownFieldSet value = message(v);
                    if (value.hasField(2)) {
                        found.put(bytes(value, 1).toStringUtf8() + "@" + e.getField(2).getVarintList().get(0),
                                Float.intBitsToFloat(value.getField(2).getFixed32List().get(0)));
                    }
                }
            }
        }
        return found;
    }

    @Test
    void scalarsHaveTagsStepsAndValues() throws IOException {
        TensorBoardLog.DEFAULT.start(folder).write(Samples.recording());
        assertThat(file().getFileName().toString()).isEqualTo("events.out.tfevents.1750000000.espalier");
        assertThat(scalars())
                .containsEntry("loss/train@2", (float) (1 / 3.0))
                .containsEntry("loss/validation@4", 0.2f)
                .containsEntry("batch/loss@3", 0.5f)
                .containsEntry("batch/learning_rate@1", 0.1f)
                .containsEntry("gradient_norm/0/weight@2", 5f)
                .containsEntry("saturated/0/activation@2", 0.25f)
                .doesNotContainKeys("dead/0/weight@2", "saturated/0/weight@2");
        assertThat(bytes(events().get(0), 3).toStringUtf8()).isEqualTo("brain.Event:2");
        assertThat(real(events().get(0), 1)).isEqualTo(1.75e9);
    }

    @Test
    void stepsNeverGoBack() throws IOException {
        TensorBoardLog.DEFAULT.start(folder).write(Samples.recording());
        List<Long> steps = events().stream().filter(e -> e.hasField(2)).map(e -> e.getField(2).getVarintList().get(0)).toList();
        assertThat(steps).isSorted().startsWith(1L, 2L, 2L).endsWith(4L);
    }

    @Test
    void aHistogramHasBucketsWithTheirUpperEnds() throws IOException {
        TensorBoardLog.DEFAULT.start(folder).write(Samples.recording());
        for (UnknownFieldSet e : events()) {
            UnknownFieldSet value = e.hasField(5) ? message(message(bytes(e, 5)).getField(1).getLengthDelimitedList().get(0))
                    : UnknownFieldSet.getDefaultInstance();
            if (value.hasField(5) && bytes(value, 1).toStringUtf8().equals("weight/0/weight")) {
                UnknownFieldSet h = message(bytes(value, 5));
                assertThat(List.of(real(h, 1), real(h, 2), real(h, 3), real(h, 4), real(h, 5)))
                        .containsExactly(3.0, 4.0, 2.0, 7.0, 25.0);
                assertThat(reals(h, 6)).containsExactly(3.25, 3.5, 3.75, 4.0);
                assertThat(reals(h, 7)).containsExactly(1.0, 0.0, 0.0, 1.0);
                return;
            }
        }
        throw new AssertionError("there is no histogram of 0/weight");
    }

    @Test
    void theGraphHasNodesWithInputs() throws IOException {
        TensorBoardLog.DEFAULT.start(folder).write(Samples.recording());
        UnknownFieldSet graph = message(bytes(events().get(1), 4));
        List<ByteString> nodes = graph.getField(1).getLengthDelimitedList();
        assertThat(nodes).hasSize(4);
        UnknownFieldSet matmul = message(nodes.get(2));
        assertThat(bytes(matmul, 1).toStringUtf8()).isEqualTo("0/MatMul");
        assertThat(bytes(matmul, 2).toStringUtf8()).isEqualTo("MatMul");
        assertThat(matmul.getField(3).getLengthDelimitedList()).extracting(ByteString::toStringUtf8)
                .containsExactly("input", "0/weight");
        UnknownFieldSet attribute = message(bytes(matmul, 5));
        assertThat(bytes(attribute, 1).toStringUtf8()).isEqualTo("type");
        assertThat(bytes(message(bytes(attribute, 2)), 2).toStringUtf8()).isEqualTo("f32[batch,1]");
    }

    @Test
    void aGrowingRecordingGivesTheSameFileAsAWholeOne() throws IOException {
        Recording all = Samples.recording();
        TensorBoardLog.DEFAULT.start(folder).write(all);
        byte[] whole = Files.readAllBytes(file());
        RecordingWriter.Session session = TensorBoardLog.DEFAULT.start(folder);
        session.write(new Recording(all.run(), all.graph(), all.steps().subList(0, 2), all.epochs().subList(0, 1), ""));
        session.write(all);
        session.write(all);
        assertThat(Files.readAllBytes(file())).isEqualTo(whole);
    }

    @Test
    void whatAnEarlierRunLeftIsReplaced() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("tensorboard"));
        Files.writeString(logs.resolve("events.out.tfevents.1600000000.espalier"), "earlier");
        Files.writeString(logs.resolve(".espalier-01234567-0.tmp"), "left by a process that was killed");
        Path foreign = Files.writeString(folder.resolve("events.out.tfevents.1600000000.host"), "of another program");
        TensorBoardLog.DEFAULT.start(folder).write(Samples.recording());
        assertThat(file().getFileName().toString()).isEqualTo("events.out.tfevents.1750000000.espalier");
        TensorBoardLog.DEFAULT.withSubfolder("").start(folder).write(Samples.recording());
        assertThat(foreign).exists();
    }

    @Test
    void aFolderOutsideIsRefused() {
        assertThatThrownBy(() -> TensorBoardLog.DEFAULT.withSubfolder("../logs")).hasMessageContaining("../logs");
    }
}
