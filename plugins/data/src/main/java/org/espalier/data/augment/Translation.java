package org.espalier.data.augment;

import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Moves what an image shows by whole pixels, drawn uniformly.
 *
 * @param leastDown in pixels; upwards where it is negative
 * @param mostDown in pixels
 * @param leastRight in pixels; to the left where it is negative
 * @param mostRight in pixels
 * @param outside the value of what comes in from outside; 0 by default
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Translation(int leastDown, int mostDown, int leastRight, int mostRight, double outside) implements Augmentation {
    public Translation {
        Range.check("a way down", leastDown, mostDown);
        Range.check("a way to the right", leastRight, mostRight);
    }

    /** By at most so many pixels in each direction. */
    public static Translation upTo(int vertically, int horizontally) {
        return new Translation(-vertically, vertically, -horizontally, horizontally, 0);
    }

    /** By so many pixels each time. */
    public static Translation by(int down, int right) {
        return new Translation(down, down, right, right, 0);
    }

    /** With another value for what comes in from outside. */
    public Translation withOutside(double value) {
        return new Translation(leastDown, mostDown, leastRight, mostRight, value);
    }

    @Override
    public Image apply(Image image, RandomStream random) {
        int down = Range.draw(random, 0, leastDown, mostDown);
        int right = Range.draw(random, 1, leastRight, mostRight);
        float fill = (float) outside;
        return image.make(image.height(), image.width(), (c, y, x) -> image.at(c, y - down, x - right, fill));
    }
}
