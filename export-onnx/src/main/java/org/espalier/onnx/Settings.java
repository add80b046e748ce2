package org.espalier.onnx;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.plugin.ExportException;

/**
 * How a file is to be written.
 *
 * @param opset the opset of the default domain
 * @param ir the version of the format, or 0 for the one that came with the opset
 * @param external whether weights go into a file of their own also where they would fit
 * @param dataName the name of that file, or null for the model's name with {@code .data}
 * @param doc the description in the file; may be empty
 * @param metadata further texts by key
 * @param inlineLimit the size from which on weights go into a file of their own; protobuf ends at 2 GiB
 */
record Settings(int opset, int ir, boolean external, String dataName, String doc, SortedMap<String, String> metadata,
        long inlineLimit) {
    static final Settings DEFAULT = new Settings(17, 0, false, null, "", new TreeMap<>(), Integer.MAX_VALUE);
    static final int OLDEST_OPSET = 7;
    static final int NEWEST_OPSET = 23;
    private static final int OLDEST_IR = 3;
    private static final int NEWEST_IR = 11;
    /** The IR version of the ONNX release that brought opset 7, 8 and so on. */
    private static final int[] IR_OF_OPSET = {3, 3, 4, 5, 6, 7, 7, 7, 8, 8, 8, 8, 9, 9, 10, 10, 11};

    Settings {
        if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
            throw new ExportException("ONNX opset " + opset + " is not supported; choose one from " + OLDEST_OPSET + " to "
                    + NEWEST_OPSET);
        }
        if (ir != 0 && (ir < OLDEST_IR || ir > NEWEST_IR)) {
            throw new ExportException("ONNX IR version " + ir + " is not supported; choose one from " + OLDEST_IR + " to " + NEWEST_IR);
        }
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** The version of the format. */
    int irVersion() {
        return ir != 0 ? ir : IR_OF_OPSET[opset - OLDEST_OPSET];
    }

    Optional<String> chosenDataName() {
        return Optional.ofNullable(dataName);
    }

    Settings withOpset(int value) {
        return new Settings(value, ir, external, dataName, doc, metadata, inlineLimit);
    }

    Settings withIr(int value) {
        return new Settings(opset, value, external, dataName, doc, metadata, inlineLimit);
    }

    Settings withExternal(String name) {
        return new Settings(opset, ir, true, name, doc, metadata, inlineLimit);
    }

    Settings withDoc(String text) {
        return new Settings(opset, ir, external, dataName, text, metadata, inlineLimit);
    }

    Settings withMetadata(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(metadata);
        more.put(key, value);
        return new Settings(opset, ir, external, dataName, doc, more, inlineLimit);
    }

    Settings withInlineLimit(long bytes) {
        return new Settings(opset, ir, external, dataName, doc, metadata, bytes);
    }
}
