package org.espalier.data.augment;

import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * A change to an image, drawn anew for each example and epoch. A pure function of the image and the random numbers, so
 * that any thread may do it, in any order. Give it to {@code Pipeline.augment}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Augmentation {
    /** The changed image; as large as {@link #size} says. */
    Image apply(Image image, RandomStream random);

    /**
     * The size of what is made of images of a size; the same unless stated otherwise.
     *
     * @throws org.espalier.plugin.DataException where images of that size cannot be changed in this way
     */
    default Image.Size size(Image.Size before) {
        return before;
    }
}
