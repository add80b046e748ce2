package org.espalier.report.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
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
import org.tensorflow.framework.GraphDef;
import org.tensorflow.util.Event;

/** Event files, read back by protobuf's own parser after TensorFlow's own description of the messages. */
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

    private List<Message> events() throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        List<Message> events = new ArrayList<>();
        while (in.hasRemaining()) {
            int at = in.position();
            byte[] data = new byte[(int) in.getLong()];
            assertThat(in.getInt()).isEqualTo(TfRecords.maskedCrc(in.array(), at, 8));
            in.get(data);
            assertThat(in.getInt()).isEqualTo(TfRecords.maskedCrc(data, 0, data.length));
            Message event = DynamicMessage.parseFrom(Event.getDescriptor(), data);
            requireKnown(event);
            events.add(event);
        }
        return events;
    }

    /** TensorFlow knows every field, with the type that it was written with; otherwise it would skip it in silence. */
    private static void requireKnown(Message m) {
        assertThat(m.getUnknownFields().asMap()).as(m.getDescriptorForType().getFullName()).isEmpty();
        m.getAllFields().values().forEach(v -> {
            for (Object o : v instanceof List<?> list ? list : List.of(v)) {
                if (o instanceof Message inner) {
                    requireKnown(inner);
                }
            }
        });
    }

    private static Object get(Message m, String field) {
        return m.getField(m.getDescriptorForType().findFieldByName(field));
    }

    private static Message message(Message m, String field) {
        return (Message) get(m, field);
    }

    private static boolean has(Message m, String field) {
        return m.hasField(m.getDescriptorForType().findFieldByName(field));
    }

    @SuppressWarnings("unchecked")
    private static List<Message> messages(Message m, String field) {
        return (List<Message>) get(m, field);
    }

    /** All values of all summaries, each with the step of its event. */
    private Map<String, Message> values() throws IOException {
        Map<String, Message> values = new LinkedHashMap<>();
        for (Message e : events()) {
            if (has(e, "summary")) {
                messages(message(e, "summary"), "value").forEach(v -> values.put(get(v, "tag") + "@" + get(e, "step"), v));
            }
        }
        return values;
    }

    @Test
    void scalarsHaveTagsStepsAndValues() throws IOException {
        TensorBoardLog.DEFAULT.start(folder).write(Samples.recording());
        assertThat(file().getFileName().toString()).isEqualTo("events.out.tfevents.1750000000.espalier");
        Map<String, Object> scalars = new LinkedHashMap<>();
        values().forEach((tag, v) -> {
            if (has(v, "simple_value")) {
                scalars.put(tag, get(v, "simple_value"));
            }
        });
        assertThat(scalars)
                .containsEntry("loss/train@2", (float) (1 / 3.0))
                .containsEntry("loss/validation@4", 0.2f)
                .containsEntry("batch/loss@3", 0.5f)
                .containsEntry("batch/learning_rate@1", 0.1f)
                .containsEntry("gradient_norm/0/weight@2", 5f)
                .containsEntry("saturated/0/activation@2", 0.25f)
                .doesNotContainKeys("dead/0/weight@2", "saturated/0/weight@2");
        assertThat(get(events().get(0), "file_version")).isEqualTo("brain.Event:2");
        assertThat(get(events().get(0), "wall_time")).isEqualTo(1.75e9);
    }

    @Test
    void stepsNeverGoBack() throws IOException {
        TensorBoardLog.DEFAULT.start(folder).write(Samples.recording());
        List<Long> steps = events().stream().map(e -> (Long) get(e, "step")).filter(s -> s > 0).toList();
        assertThat(steps).isSorted().startsWith(1L, 2L, 2L).endsWith(4L);
    }

    @Test
    void aHistogramHasBucketsWithTheirUpperEnds() throws IOException {
        TensorBoardLog.DEFAULT.start(folder).write(Samples.recording());
        Message h = message(values().get("weight/0/weight@2"), "histo");
        assertThat(Stream.of("min", "max", "num", "sum", "sum_squares").map(f -> get(h, f)))
                .containsExactly(3.0, 4.0, 2.0, 7.0, 25.0);
        assertThat(get(h, "bucket_limit")).isEqualTo(List.of(3.25, 3.5, 3.75, 4.0));
        assertThat(get(h, "bucket")).isEqualTo(List.of(1.0, 0.0, 0.0, 1.0));
    }

    @Test
    void theGraphHasNodesWithInputs() throws Exception {
        TensorBoardLog.DEFAULT.start(folder).write(Samples.recording());
        Message graph = DynamicMessage.parseFrom(GraphDef.getDescriptor(),
                (ByteString) get(events().get(1), "graph_def"));
        requireKnown(graph);
        List<Message> nodes = messages(graph, "node");
        assertThat(nodes).hasSize(4);
        assertThat(get(nodes.get(2), "name")).isEqualTo("0/MatMul");
        assertThat(get(nodes.get(2), "op")).isEqualTo("MatMul");
        assertThat(get(nodes.get(2), "input")).isEqualTo(List.of("input", "0/weight"));
        Message attribute = messages(nodes.get(2), "attr").get(0);
        assertThat(get(attribute, "key")).isEqualTo("type");
        assertThat(message(attribute, "value").toString()).contains("f32[batch,1]");
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
