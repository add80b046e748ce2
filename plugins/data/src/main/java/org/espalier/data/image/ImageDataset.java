package org.espalier.data.image;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.data.Dataset;
import org.espalier.data.augment.Image;
import org.espalier.data.augment.Resizing;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Files that are decoded whenever they are read; by several threads at a time if need be. */
final class ImageDataset implements Dataset {
    private final List<Path> files;
    private final int[] labels;
    private final boolean colour;
    private final Resizing resizing;
    private final int width;
    private final Map<String, TensorType> fields = new LinkedHashMap<>();

    ImageDataset(List<Path> files, List<Integer> labels, boolean colour, Image.Size size) {
        this.files = List.copyOf(files);
        this.labels = labels.stream().mapToInt(Integer::intValue).toArray();
        this.colour = colour;
        this.resizing = new Resizing(size.height(), size.width());
        int channels = colour ? 3 : 1;
        this.width = channels * size.height() * size.width();
        fields.put(INPUT, TensorType.of(DType.F32, channels, size.height(), size.width()));
        fields.put(TARGET, TensorType.of(DType.I64));
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Map<String, TensorType> fields() {
        return Collections.unmodifiableMap(fields);
    }

    @Override
    public void read(String field, int[] rows, int count, Buffer into) {
        for (int i = 0; i < count; i++) {
            if (field.equals(INPUT)) {
                // Images that must not be scaled were measured when they were listed.
                float[] pixels = resizing.resize(ImageFile.decode(files.get(rows[i]), colour)).pixels();
                System.arraycopy(pixels, 0, into.f32(), into.offset() + i * width, width);
            } else {
                into.setLong(i, labels[rows[i]]);
            }
        }
    }
}
