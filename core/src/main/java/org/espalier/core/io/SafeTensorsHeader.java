package org.espalier.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * The header of a safetensors file.
 *
 * @param entries in the order of their data, without gaps
 * @param metadata free texts by name
 */
record SafeTensorsHeader(List<Entry> entries, SortedMap<String, String> metadata) {
    /** The most bytes of a header, the bound that the format's own library has. */
    static final int MAX_BYTES = Math.min(100_000_000, JsonText.MAX_BYTES);

    private static final String METADATA = "__metadata__";
    private static final int MAX_RANK = 64;

    /**
     * The order of the format's own library, so that its files and ours are the same bytes: the longest elements first,
     * with which each tensor begins at a multiple of its element size.
     */
    private static final List<DType> ORDER =
            List.of(DType.I64, DType.F64, DType.F32, DType.I32, DType.U8, DType.BOOL);

    /** A tensor: its name, its type, and where its data begin and end. */
    record Entry(String name, TensorType type, long begin, long end) {}

    static SafeTensorsHeader of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        List<Entry> entries = new ArrayList<>();
        List<String> names = new ArrayList<>(tensors.keySet());
        names.sort(Comparator.<String>comparingInt(n -> ORDER.indexOf(tensors.get(n).dtype()))
                .thenComparing(Comparator.naturalOrder()));
        long at = 0;
        for (String name : names) {
            if (name.equals(METADATA)) {
                throw new EspalierException("a tensor cannot have the name '" + METADATA + "' in a safetensors file");
            }
            Tensor tensor = tensors.get(name);
            long end = at + (long) tensor.size() * tensor.dtype().bytes();
            entries.add(new Entry(name, tensor.type(), at, end));
            at = end;
        }
        return new SafeTensorsHeader(List.copyOf(entries), new TreeMap<>(metadata));
    }

    /** The length and the header, filled up with blanks so that the data begin at a multiple of 8. */
    byte[] bytes() {
        Map<String, Json> members = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            Map<String, Json> texts = new LinkedHashMap<>();
            metadata.forEach((k, v) -> texts.put(k, Json.of(v)));
            members.put(METADATA, new Json.Obj(texts));
        }
        for (Entry entry : entries) {
            members.put(entry.name(), Json.obj()
                    .with("dtype", Json.of(entry.type().dtype().name()))
                    .with("shape", numbers(entry.type().shape().lengths()))
                    .with("data_offsets", numbers(entry.begin(), entry.end())));
        }
        byte[] json = JsonText.writeCompact(new Json.Obj(members)).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        if (padded > MAX_BYTES) {
            throw new EspalierException("the names and shapes of " + entries.size() + " tensors take " + padded
                    + " bytes, but the header of a safetensors file may have at most " + MAX_BYTES);
        }
        byte[] bytes = new byte[8 + padded];
        Arrays.fill(bytes, (byte) ' ');
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
        return bytes;
    }

    private static Json numbers(long... values) {
        return Json.arr(Arrays.stream(values).mapToObj(Json::of).toList());
    }

    /** Reads the header of a file of a known length and checks all of it. */
    static SafeTensorsHeader read(InputStream in, long length, String source) throws IOException {
        byte[] prefix = in.readNBytes(8);
        if (prefix.length < 8) {
            throw new ModelFormatException(source + " has " + prefix.length + " bytes, too few for a safetensors file");
        }
        long size = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (size < 2 || size > MAX_BYTES) {
            throw new ModelFormatException(source + " is not a safetensors file, or damaged: its header would have "
                    + Long.toUnsignedString(size) + " bytes (at most " + MAX_BYTES + " are read)");
        }
        if (size > length - 8) {
            throw new ModelFormatException(source + " is cut off: its header should have " + size + " bytes, but only "
                    + (length - 8) + " follow");
        }
        byte[] json = in.readNBytes((int) size);
        if (json.length < size) {
            throw new ModelFormatException(source + " is cut off within its header");
        }
        String place = source + ", header";
        return checked(JsonText.parse(json, "the header of " + source).asObject(place), length - 8 - size, source);
    }

    private static SafeTensorsHeader checked(Json.Obj header, long dataLength, String source) {
        SortedMap<String, String> metadata = new TreeMap<>();
        List<Entry> entries = new ArrayList<>();
        header.members().forEach((name, value) -> {
            String place = source + ", tensor '" + name + "'";
            if (name.equals(METADATA)) {
                value.asObject(place).members().forEach((k, v) -> metadata.put(k, v.asText(place)));
            } else {
                entries.add(entry(name, value.asObject(place), place));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin() != at) {
                throw new ModelFormatException("the data of the tensor begin at " + entry.begin() + ", but those before "
                        + "it end at " + at + " (" + (entry.begin() < at ? "an overlap" : "a gap") + "), at " + source
                        + ", tensor '" + entry.name() + "'");
            }
            at = entry.end();
        }
        if (at != dataLength) {
            throw new ModelFormatException(source + (at > dataLength ? " is cut off" : " has more data than tensors")
                    + ": its tensors have " + at + " bytes, but " + dataLength + " follow the header");
        }
        return new SafeTensorsHeader(List.copyOf(entries), metadata);
    }

    private static Entry entry(String name, Json.Obj json, String place) {
        DType dtype = dtype(json.require("dtype", place), place);
        List<Json> dims = json.require("shape", place).asList(place + "/shape");
        List<Json> offsets = json.require("data_offsets", place).asList(place + "/data_offsets");
        Set<String> known = Set.of("dtype", "shape", "data_offsets");
        if (!known.containsAll(json.members().keySet()) || offsets.size() != 2 || dims.size() > MAX_RANK) {
            throw json.mismatch("an object of dtype, shape (at most " + MAX_RANK + " lengths) and two data_offsets", place);
        }
        long[] lengths = new long[dims.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dims.get(i).asLong(0, Integer.MAX_VALUE, place + "/shape");
        }
        long begin = offsets.get(0).asLong(0, Long.MAX_VALUE, place + "/data_offsets");
        long end = offsets.get(1).asLong(begin, Long.MAX_VALUE, place + "/data_offsets");
        long size = elements(lengths, place);
        if (end - begin != size * dtype.bytes()) {
            throw new ModelFormatException("the type " + TensorType.of(dtype, lengths) + " needs " + size * dtype.bytes()
                    + " bytes, but the data have " + (end - begin) + ", at " + place);
        }
        return new Entry(name, TensorType.of(dtype, lengths), begin, end);
    }

    /** The product of the lengths, as far as a Java array goes; lengths beside a 0 are held to that bound too. */
    private static long elements(long[] lengths, String place) {
        long product = 1;
        for (long n : lengths) {
            product *= Math.max(1, n);
            if (product > Integer.MAX_VALUE - 8) {
                throw new ModelFormatException("the shape " + Arrays.toString(lengths)
                        + " has more elements than a Java array can hold, at " + place);
            }
        }
        return Arrays.stream(lengths).anyMatch(n -> n == 0) ? 0 : product;
    }

    private static DType dtype(Json json, String place) {
        String name = json.asText(place + "/dtype");
        return Arrays.stream(DType.values()).filter(d -> d.name().equals(name)).findFirst()
                .orElseThrow(() -> new ModelFormatException("the dtype '" + name + "' is not supported; supported are "
                        + Arrays.toString(Arrays.stream(DType.values()).map(Enum::name).toArray()) + ", at " + place));
    }
}
