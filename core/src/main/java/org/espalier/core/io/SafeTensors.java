package org.espalier.core.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.Tensor;

/**
 * Named tensors in the <a href="https://github.com/huggingface/safetensors">safetensors</a> format: the length of the
 * header as 8 little-endian bytes, the header in JSON, then all elements, row-major and little-endian. Python,
 * Rust and others read such files too.
 *
 * <p>The same tensors give the same bytes. Tensors are sorted by dtype, larger elements first, so that each begins
 * at a multiple of its element size, then by name; the format's own library writes the same bytes. Files may be larger than 2 GiB, single tensors up to the
 * length of a Java array.
 *
 * <p>A reader trusts nothing: lengths, offsets, gaps, overlaps and shapes are checked against each other and against
 * the length of the file before anything is allocated.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SafeTensors {
    private SafeTensors() {}

    /**
     * What a file holds.
     *
     * @param tensors by name
     * @param metadata free texts by name
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public record Contents(SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata) {
        public Contents {
            tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
            metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        }
    }

    /** Writes a file, whole or not at all. */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        AtomicFile.write(file, out -> write(out, tensors, metadata));
    }

    /** Writes to a stream, which stays open. */
    public static void write(OutputStream out, Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        SafeTensorsHeader header = SafeTensorsHeader.of(tensors, metadata);
        out.write(header.bytes());
        for (SafeTensorsHeader.Entry entry : header.entries()) {
            TensorStreams.write(tensors.get(entry.name()), out);
        }
    }

    /**
     * Reads a file.
     *
     * @throws ModelFormatException naming the file, the tensor and what does not fit
     */
    public static Contents read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(in, Files.size(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new EspalierException("cannot read " + file + ": it does not exist", e);
        } catch (IOException e) {
            throw new EspalierException("cannot read " + file + ": " + AtomicFile.reason(e), e);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param length how many bytes there are; it bounds what is allocated
     * @param source what is read, for messages
     * @throws ModelFormatException naming the source, the tensor and what does not fit
     */
    public static Contents read(InputStream in, long length, String source) throws IOException {
        SafeTensorsHeader header = SafeTensorsHeader.read(in, length, source);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (SafeTensorsHeader.Entry entry : header.entries()) {
            tensors.put(entry.name(), TensorStreams.read(entry.type(), in, source + ": the tensor '" + entry.name() + "'"));
        }
        return new Contents(tensors, header.metadata());
    }
}
