package org.espalier.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.core.io.TensorStreams;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.Tensor;

/**
 * Where weights stand in a file of their own. Small ones stay in the model: shape inference wants to see them.
 *
 * @param fileName the name of the file, which lies beside the model
 * @param entries the place of each tensor in it, in the order of the file
 * @param size the size of the file
 */
record ExternalLayout(String fileName, Map<String, Entry> entries, long size) {
    /** Tensors of fewer bytes stay in the model, as is usual. */
    private static final int SMALLEST = 1024;
    /** Offsets are multiples of a page, so that runtimes can map the file. */
    private static final int PAGE = 4096;

    /** A place in the file. */
    record Entry(long offset, long length) {}

    static ExternalLayout of(String fileName, Map<String, Tensor> tensors) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
            long length = ModelBytes.bytes(e.getValue());
            if (length >= SMALLEST) {
                long offset = (end + PAGE - 1) / PAGE * PAGE;
                entries.put(e.getKey(), new Entry(offset, length));
                end = offset + length;
            }
        }
        return new ExternalLayout(fileName, entries, end);
    }

    /** The name, if it can only mean a file beside the model. */
    static String checked(String fileName, String modelName) {
        boolean plain = fileName.matches("[^/\\\\:\\p{Cntrl}]+") && !fileName.matches("\\.+") && !fileName.equals(modelName);
        if (!plain) {
            throw new ExportException("the external data file '" + fileName + "' must be the name of a file beside the model '"
                    + modelName + "', without a folder");
        }
        return fileName;
    }

    void writeTo(OutputStream out, Map<String, Tensor> tensors) throws IOException {
        long at = 0;
        for (Map.Entry<String, Entry> e : entries.entrySet()) {
            out.write(new byte[Math.toIntExact(e.getValue().offset() - at)]);
            TensorStreams.write(tensors.get(e.getKey()), out);
            at = e.getValue().offset() + e.getValue().length();
        }
    }
}
