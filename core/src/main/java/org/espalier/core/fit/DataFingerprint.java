package org.espalier.core.fit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.core.config.Json;
import org.espalier.core.config.TensorJson;
import org.espalier.data.BatchSource;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Dim;
import org.espalier.tensor.TensorType;

/**
 * What tells whether data is the same.
 *
 * @param size the number of examples
 * @param fields the type of one example of each field
 * @param sha256 of all values, in hexadecimal; of batches from elsewhere, of their size and what is said to be done to them
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record DataFingerprint(int size, SortedMap<String, TensorType> fields, String sha256) {
    /** Examples that are read at a time. */
    private static final int CHUNK = 256;

    public DataFingerprint {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** Reads all of the data. */
    public static DataFingerprint of(Dataset data) {
        MessageDigest digest = digest();
        SortedMap<String, TensorType> fields = new TreeMap<>(data.fields());
        fields.forEach((name, type) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            add(digest, data, name, type);
        });
        return new DataFingerprint(data.size(), fields, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, Dataset data, String field, TensorType type) {
        for (int from = 0; from < data.size(); from += CHUNK) {
            int[] rows = IntStream.range(from, Math.min(from + CHUNK, data.size())).toArray();
            TensorType some = type.batched(Dim.of(rows.length));
            Buffer buffer = Buffer.allocate(some);
            data.read(field, rows, rows.length, buffer);
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(some.shape().size() * type.dtype().bytes()));
            buffer.toTensor(some).writeBytes(bytes);
            digest.update(bytes.flip());
        }
    }

    /** Of their form, their size and what they say of themselves; nothing is read. */
    public static DataFingerprint of(BatchSource batches) {
        byte[] said = (batches.batchSize() + " " + batches.description()).getBytes(StandardCharsets.UTF_8);
        return new DataFingerprint(batches.size(), new TreeMap<>(batches.fields()), HexFormat.of().formatHex(digest().digest(said)));
    }

    /** As JSON. */
    public Json.Obj write() {
        Json.Obj types = Json.obj();
        for (Map.Entry<String, TensorType> f : fields.entrySet()) {
            types = types.with(f.getKey(), TensorJson.write(f.getValue()));
        }
        return Json.obj().with("size", Json.of(size)).with("fields", types).with("sha256", Json.of(sha256));
    }

    static DataFingerprint read(Json json, String place) {
        Json.Obj members = json.asObject(place);
        SortedMap<String, TensorType> fields = new TreeMap<>();
        members.require("fields", place).asObject(place).members()
                .forEach((name, type) -> fields.put(name, TensorJson.readType(type, place + "/fields/" + name)));
        return new DataFingerprint((int) members.require("size", place).asLong(0, Integer.MAX_VALUE, place), fields,
                members.require("sha256", place).asText(place));
    }

    /** Refuses other data than this. */
    void requireSame(DataFingerprint given, String what) {
        if (size != given.size || !fields.equals(given.fields)) {
            throw new DataException("the experiment was saved with " + what + " of " + this + ", but was given " + given
                    + "; give it the same data");
        }
        if (!sha256.equals(given.sha256)) {
            throw new DataException("the experiment was saved with other " + what + ": there are " + this
                    + " in both, but their values, or what is done to them, differ; give it the same data");
        }
    }

    @Override
    public String toString() {
        return size + " examples of " + fields;
    }
}
