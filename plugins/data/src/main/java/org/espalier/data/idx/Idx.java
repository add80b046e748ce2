package org.espalier.data.idx;

import java.nio.file.Path;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Tensor;

/**
 * IDX files, plain or packed by gzip: the form that MNIST, Fashion-MNIST, EMNIST and others come in (LeCun, Cortes,
 * Burges: The MNIST database of handwritten digits). Files are read from where they lie; nothing is downloaded.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Idx {
    private Idx() {}

    /**
     * The content of a file as it is: unsigned bytes as u8; signed bytes, shorts and ints as i32; floats as f32; doubles as
     * f64; with the file's dimensions.
     *
     * @throws DataException where the file is not there, does not begin as an IDX file does, or is shorter or longer than its
     *     header says
     */
    public static Tensor read(Path file) {
        return IdxFile.read(file);
    }

    /**
     * Images and their labels: {@link Dataset#INPUT} is f32[1,height,width], bytes brought from 0..255 to 0..1 and other
     * numbers as they are; {@link Dataset#TARGET} is i64[], the class.
     *
     * @throws DataException as {@link #read}, and where the files do not fit each other or a number is not finite
     */
    public static Dataset images(Path images, Path labels) {
        Tensor pixels = IdxFile.read(images);
        if (pixels.shape().rank() != 3) {
            throw new DataException(images + " holds " + pixels.type() + ", but images are [examples,height,width]; are the files the"
                    + " right way round?");
        }
        return IdxImages.of(pixels, images, IdxFile.labels(labels), labels);
    }

    /**
     * Numbers of any dimensions and their labels, as they are.
     *
     * @throws DataException as {@link #images}
     */
    public static Dataset values(Path values, Path labels) {
        Tensor inputs = IdxFile.read(values);
        Tensor targets = IdxFile.labels(labels);
        IdxFile.requireSameLength(inputs, values, targets, labels);
        IdxFile.requireFinite(inputs, values);
        return Dataset.of(inputs, targets);
    }

    /**
     * The images and labels of a folder whose names begin with a prefix, such as {@code train} or {@code t10k} in a folder
     * with the four files of MNIST; the rest of the names tells which is which ({@code images}, {@code labels}).
     *
     * @param prefix empty where the folder has one set only
     * @throws DataException as {@link #images}, and where there is not exactly one file of each kind
     */
    public static Dataset folder(Path folder, String prefix) {
        return images(IdxFolder.find(folder, prefix, "images"), IdxFolder.find(folder, prefix, "labels"));
    }
}
