package org.espalier.data.idx;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.data.Dataset;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Images kept as the bytes they came as, a quarter of what they become when they are read. */
final class IdxImages implements Dataset {
    private static final float[] GREY = new float[256];
    private final byte[] pixels;
    private final Dataset labels;
    private final int width;
    private final Map<String, TensorType> fields = new LinkedHashMap<>();

    static {
        for (int i = 0; i < GREY.length; i++) {
            GREY[i] = i / 255f;
        }
    }

    private IdxImages(Tensor images, Tensor labels) {
        this.pixels = (byte[]) images.toArray();
        this.labels = Dataset.of(Map.of(TARGET, labels));
        this.width = images.size() / (int) images.shape().length(0);
        fields.put(INPUT, TensorType.of(DType.F32, 1, images.shape().length(1), images.shape().length(2)));
        fields.put(TARGET, TensorType.of(DType.I64));
    }

    static Dataset of(Tensor images, Path imageFile, Tensor labels, Path labelFile) {
        IdxFile.requireSameLength(images, imageFile, labels, labelFile);
        if (images.dtype() == DType.U8) {
            return new IdxImages(images, labels);
        }
        IdxFile.requireFinite(images, imageFile);
        long[] s = images.shape().lengths();
        return Dataset.of(images.to(DType.F32).reshape(s[0], 1, s[1], s[2]), labels);
    }

    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public Map<String, TensorType> fields() {
        return Collections.unmodifiableMap(fields);
    }

    @Override
    public void read(String field, int[] rows, int count, Buffer into) {
        if (!field.equals(INPUT)) {
            labels.read(field, rows, count, into);
            return;
        }
        float[] to = into.f32();
        for (int i = 0; i < count; i++) {
            int from = rows[i] * width;
            int at = into.offset() + i * width;
            for (int j = 0; j < width; j++) {
                to[at + j] = GREY[pixels[from + j] & 0xff];
            }
        }
    }
}
