package org.espalier.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArchiveTest {
    private static final SortedMap<String, Tensor> WEIGHTS = new TreeMap<>(Map.of(
            "0/weight", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3), "0/bias", Tensor.of(new double[] {0.5})));
    private static final ModelArchive PLAIN = ModelArchive.of(JsonText.parse("{\"name\": \"é\", \"n\": [1, 2.5]}"), WEIGHTS);
    private static final ModelArchive WITH_TRAINING = PLAIN.withTraining(
            JsonText.parse("{\"step\": 7}"), new TreeMap<>(Map.of("adam/m", Tensor.scalar(DType.F32, 3))));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("m.espalier");
    }

    @Test
    void whatIsWrittenIsReadAsItWas() {
        PLAIN.write(file);
        assertThat(ModelArchive.read(file)).isEqualTo(PLAIN);
        WITH_TRAINING.write(file);
        assertThat(ModelArchive.read(file)).isEqualTo(WITH_TRAINING);
        ModelArchive empty = ModelArchive.of(Json.NULL, new TreeMap<>()).withTraining(Json.obj(), Collections.emptySortedMap());
        empty.write(file);
        assertThat(ModelArchive.read(file)).isEqualTo(empty);
    }

    @Test
    void tensorsOfTheConfigurationAreAnEntryOfTheirOwn() throws IOException {
        ModelArchive large = new ModelArchive(PLAIN.model(), new TreeMap<>(Map.of("network/body/mean", Tensor.of(new double[] {3}))),
                WEIGHTS, null, Collections.emptySortedMap());
        large.write(file);
        assertThat(ModelArchive.read(file)).isEqualTo(large).isNotEqualTo(PLAIN);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("model.json", "model.safetensors", "weights.safetensors");
        }
    }

    @Test
    void theSameArchiveIsTheSameBytesInAnyTimeZone() throws IOException {
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            WITH_TRAINING.write(file);
            TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
            WITH_TRAINING.write(folder.resolve("again"));
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(folder.resolve("again")));
    }

    @Test
    void theFileIsAZipWithWhatTheFormatSays() throws IOException {
        WITH_TRAINING.write(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly(
                    "model.json", "weights.safetensors", "training.json", "training.safetensors");
            assertThat(zip.stream()).allMatch(e -> e.getMethod() == ZipEntry.STORED);
            Json.Obj model = JsonText.parse(zip.getInputStream(zip.getEntry("model.json")).readAllBytes(), "m").asObject("m");
            assertThat(model.get("format")).isEqualTo(Json.of("espalier-model"));
            assertThat(model.get("formatVersion")).isEqualTo(Json.of(1));
            assertThat(model.get("model")).isEqualTo(WITH_TRAINING.model());
            // The SHA-256 of the 12 bytes {"step": 7} and a line break, by sha256sum.
            assertThat(model.require("entries", "m").asObject("m").get("training.json")).isEqualTo(JsonText.parse("""
                    {"bytes": 12, "sha256": "%s"}""".formatted(TRAINING_SHA256)));
        }
    }

    private static final String TRAINING_SHA256 = "00f5e7d04e462498be71c42b5116eb1034d34401cfb27578e37f7e098fefd3b3";

    @Test
    void tensorsOfNoTrainingAreRefused() {
        assertThatThrownBy(() -> ModelArchive.of(Json.NULL, new TreeMap<>()).withTraining(null, WEIGHTS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The entries of a file, for repacking it with something changed. */
    private Map<String, byte[]> entries() throws IOException {
        WITH_TRAINING.write(file);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry e : Collections.list(zip.entries())) {
                entries.put(e.getName(), zip.getInputStream(e).readAllBytes());
            }
        }
        return entries;
    }

    private void pack(Map<String, byte[]> entries, int method) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(e.getKey());
                entry.setMethod(e.getKey().endsWith("json") ? method : ZipEntry.STORED);
                entry.setSize(e.getValue().length);
                entry.setCrc(Fingerprint.of(out -> out.write(e.getValue())).crc());
                zip.putNextEntry(entry);
                zip.write(e.getValue());
                zip.closeEntry();
            }
        }
    }

    private AbstractThrowableAssert<?, ?> assertRefused() {
        return assertThatThrownBy(() -> ModelArchive.read(file)).isInstanceOf(ModelFormatException.class);
    }

    private void packWithModel(String from, String to) throws IOException {
        Map<String, byte[]> entries = entries();
        String text = new String(entries.get("model.json"), "UTF-8");
        assertThat(text).contains(from);
        entries.put("model.json", text.replace(from, to).getBytes("UTF-8"));
        pack(entries, ZipEntry.STORED);
    }

    @Test
    void aPackerMayCompressTextsAndReorder() throws IOException {
        Map<String, byte[]> entries = entries();
        byte[] model = entries.remove("model.json");
        entries.put("model.json", model);
        pack(entries, ZipEntry.DEFLATED);
        assertThat(ModelArchive.read(file)).isEqualTo(WITH_TRAINING);
    }

    @Test
    void changedWeightsAreTold() throws IOException {
        Map<String, byte[]> entries = entries();
        byte[] weights = entries.get("weights.safetensors");
        weights[weights.length - 1] ^= 1;
        pack(entries, ZipEntry.STORED);
        assertRefused().hasMessageMatching("weights\\.safetensors in \\S*m\\.espalier does not match what was saved: it has"
                + " \\d+ bytes with the SHA-256 [0-9a-f]{64}, but \\d+ bytes with [0-9a-f]{64} were saved; the file is"
                + " damaged or was changed");
    }

    @Test
    void aNewerFormatIsTold() throws IOException {
        packWithModel("\"formatVersion\": 1", "\"formatVersion\": 2");
        assertRefused().hasMessage(file + " was saved in version 2 of the format, but this Espalier reads versions 1 to 1;"
                + " use a newer Espalier");
        packWithModel("espalier-model", "other-model");
        assertRefused().hasMessage(file + " has the format 'other-model', not 'espalier-model'");
        packWithModel("\"formatVersion\"", "\"formatVision\"");
        assertRefused().hasMessageStartingWith("the member 'formatVersion' is missing; there are [format, ");
    }

    @Test
    void entriesMustBeThoseOfTheList() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.remove("training.safetensors");
        pack(entries, ZipEntry.STORED);
        assertRefused().hasMessage(file + " lacks [training.safetensors], which its model.json lists");

        entries = entries();
        entries.remove("model.json");
        pack(entries, ZipEntry.STORED);
        assertRefused().hasMessage(file + " has no model.json, so it is not a saved model");

        PLAIN.write(file);
        byte[] modelOfPlain;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            modelOfPlain = zip.getInputStream(zip.getEntry("model.json")).readAllBytes();
        }
        entries = entries();
        entries.put("model.json", modelOfPlain);
        pack(entries, ZipEntry.STORED);
        assertRefused().hasMessage(file
                + " has [training.json, training.safetensors], which its model.json does not list");
    }

    @Test
    void otherNamesAreRefusedAboveAllPaths() throws IOException {
        for (String name : new String[] {"../evil.json", "/etc/passwd", "weights.safetensors/", "a\u001b[2Jb", "x.class"}) {
            Map<String, byte[]> entries = entries();
            entries.put(name, new byte[0]);
            pack(entries, ZipEntry.STORED);
            assertRefused().hasMessage(file + " has an entry '" + name.replace('\u001b', '?') + "', but a saved model has"
                    + " only [model.json, model.safetensors, weights.safetensors, training.json, training.safetensors]");
        }
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put("training.jsoX", entries.get("training.json"));
        pack(entries, ZipEntry.STORED);
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, "ISO-8859-1").replace("training.jsoX", "training.json");
        Files.write(file, text.getBytes("ISO-8859-1"));
        assertRefused().hasMessage(file + " has the entry 'training.json' twice");
    }

    @Test
    void compressedTensorsAreRefused() throws IOException {
        Map<String, byte[]> entries = entries();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(e.getKey()));
                zip.write(e.getValue());
            }
        }
        assertRefused().hasMessage("weights.safetensors in " + file + " is compressed, but tensors must be stored as they"
                + " are; pack the file with 'zip -0'");
    }

    @Test
    void aBombIsRefusedUnread() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("model.json"));
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < 65; i++) {
                zip.write(blanks);
            }
        }
        assertThat(file).satisfies(f -> assertThat(Files.size(f)).isLessThan(100_000));
        assertRefused().hasMessage("model.json in " + file + " has 68157440 bytes, more than the 67108864 that are read");
    }

    @Test
    void whatIsNoFileIsTold() throws IOException {
        assertThatThrownBy(() -> ModelArchive.read(file)).isInstanceOf(EspalierException.class)
                .hasMessage("cannot read " + file + ": it does not exist");
        assertThatThrownBy(() -> ModelArchive.read(folder)).isInstanceOf(EspalierException.class)
                .hasMessage("cannot read " + folder + ": it is a folder, but must be a file");
        Files.writeString(file, "hello");
        assertRefused().hasMessageStartingWith(file + " is truncated, damaged or not a saved model: ");
    }

    @Test
    void anOldFileSurvivesAFailureToWrite() throws IOException {
        PLAIN.write(file);
        byte[] before = Files.readAllBytes(file);
        ModelArchive bad = ModelArchive.of(Json.NULL, new TreeMap<>(Map.of("__metadata__", Tensor.zeros(
                TensorType.of(DType.F32, 1)))));
        assertThatThrownBy(() -> bad.write(file)).isInstanceOf(EspalierException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.toFile().list()).containsExactly("m.espalier");
    }
}
