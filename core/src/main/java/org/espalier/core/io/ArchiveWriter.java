package org.espalier.core.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;
import org.espalier.io.AtomicFile;
import org.espalier.tensor.Tensor;

/** Writes the zip of a model archive, {@code model.json} first. */
final class ArchiveWriter {
    /** The earliest time that zip tools agree on; local, so that the time zone does not matter. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ModelArchive archive;

    ArchiveWriter(ModelArchive archive) {
        this.archive = archive;
    }

    /** Each entry is made twice: its fingerprint stands before it, and it may be too large to be kept. */
    void writeTo(OutputStream out) throws IOException {
        Map<String, AtomicFile.Content> contents = contents();
        Map<String, Fingerprint> fingerprints = new LinkedHashMap<>();
        for (Map.Entry<String, AtomicFile.Content> entry : contents.entrySet()) {
            fingerprints.put(entry.getKey(), Fingerprint.of(entry.getValue()));
        }
        AtomicFile.Content model = text(modelJson(fingerprints));
        // Neither closed nor flushed early: the stream belongs to the caller.
        ZipOutputStream zip = new ZipOutputStream(out);
        store(zip, ArchiveLayout.MODEL, Fingerprint.of(model), model);
        for (Map.Entry<String, AtomicFile.Content> entry : contents.entrySet()) {
            store(zip, entry.getKey(), fingerprints.get(entry.getKey()), entry.getValue());
        }
        zip.finish();
    }

    private Map<String, AtomicFile.Content> contents() {
        Map<String, AtomicFile.Content> contents = new LinkedHashMap<>();
        if (!archive.modelTensors().isEmpty()) {
            contents.put(ArchiveLayout.MODEL_TENSORS, tensors(archive.modelTensors()));
        }
        contents.put(ArchiveLayout.WEIGHTS, tensors(archive.weights()));
        if (archive.training() != null) {
            contents.put(ArchiveLayout.TRAINING, text(archive.training()));
            contents.put(ArchiveLayout.TRAINING_TENSORS, tensors(archive.trainingTensors()));
        }
        return contents;
    }

    private Json modelJson(Map<String, Fingerprint> fingerprints) {
        Json.Obj entries = Json.obj();
        for (Map.Entry<String, Fingerprint> entry : fingerprints.entrySet()) {
            entries = entries.with(entry.getKey(), Json.obj()
                    .with("bytes", Json.of(entry.getValue().bytes()))
                    .with("sha256", Json.of(entry.getValue().sha256())));
        }
        return Json.obj()
                .with("format", Json.of(ArchiveLayout.FORMAT))
                .with("formatVersion", Json.of(ModelArchive.FORMAT_VERSION))
                .with("entries", entries)
                .with("model", archive.model());
    }

    private static AtomicFile.Content text(Json json) {
        byte[] bytes = JsonText.write(json).getBytes(StandardCharsets.UTF_8);
        return out -> out.write(bytes);
    }

    private static AtomicFile.Content tensors(SortedMap<String, Tensor> tensors) {
        return out -> SafeTensors.write(out, tensors, Map.of());
    }

    private static void store(ZipOutputStream zip, String name, Fingerprint fingerprint, AtomicFile.Content content)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // Stored: other versions of zlib would compress to other bytes, and weights hardly shrink.
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(fingerprint.bytes());
        entry.setCrc(fingerprint.crc());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }
}
