package org.espalier.data.pipeline;

import java.util.List;
import java.util.function.IntFunction;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.augment.Image;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Augmentations one after the other, on images held in tensors. */
record ImageAugmenter(TensorType type, TensorType result, List<Augmentation> changes) {
    /** Augmentations for a field of a type; whether they fit is found out here. */
    static ImageAugmenter of(String field, TensorType type, List<Augmentation> changes) {
        int rank = type.shape().rank();
        boolean image = rank == 2 || rank == 3;
        if (!image || !type.shape().isKnown() || type.dtype() != DType.F32 && type.dtype() != DType.U8) {
            throw new DataException("augmentation needs images, f32 or u8 and [height,width] or [channels,height,width], but '"
                    + field + "' is " + type);
        }
        Image.Size size = new Image.Size((int) type.shape().length(rank - 2), (int) type.shape().length(rank - 1));
        for (Augmentation a : changes) {
            size = a.size(size);
        }
        Shape shape = rank == 2
                ? Shape.of(size.height(), size.width())
                : Shape.of(type.shape().length(0), size.height(), size.width());
        return new ImageAugmenter(type, type.withShape(shape), List.copyOf(changes));
    }

    /** The changes as texts; a function has one that no other JVM would give it. */
    List<String> how() {
        return changes.stream().map(c -> c instanceof Record ? c.toString() : "a function").toList();
    }

    /**
     * Does all changes to an image.
     *
     * @param random the numbers for each change
     */
    Tensor apply(Tensor value, IntFunction<RandomStream> random) {
        int rank = type.shape().rank();
        int channels = rank == 2 ? 1 : (int) type.shape().length(0);
        Image image = Image.of(channels, (int) type.shape().length(rank - 2), (int) type.shape().length(rank - 1), value.toFloats());
        for (int i = 0; i < changes.size(); i++) {
            image = changes.get(i).apply(image, random.apply(i));
        }
        return type.dtype() == DType.F32 ? Tensor.of(result, image.pixels()) : Tensor.of(result, bytes(image.pixels()));
    }

    private static byte[] bytes(float[] pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(pixels[i])));
        }
        return bytes;
    }
}
