package org.espalier.data.augment;

import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Mirrors an image with some probability.
 *
 * @param leftRight whether left and right change places; top and bottom otherwise
 * @param probability 0.5 by default
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Flip(boolean leftRight, double probability) implements Augmentation {
    public Flip {
        Range.checkProbability("a flip", probability);
    }

    /** Left and right change places in half of the cases. */
    public static Flip horizontal() {
        return new Flip(true, 0.5);
    }

    /** Top and bottom change places in half of the cases. */
    public static Flip vertical() {
        return new Flip(false, 0.5);
    }

    /** With another probability. */
    public Flip withProbability(double p) {
        return new Flip(leftRight, p);
    }

    @Override
    public Image apply(Image image, RandomStream random) {
        if (random.uniform(0) >= probability) {
            return image;
        }
        int bottom = image.height() - 1;
        int right = image.width() - 1;
        return leftRight
                ? image.make(image.height(), image.width(), (c, y, x) -> image.at(c, y, right - x))
                : image.make(image.height(), image.width(), (c, y, x) -> image.at(c, bottom - y, x));
    }
}
