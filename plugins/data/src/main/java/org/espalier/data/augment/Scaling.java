package org.espalier.data.augment;

import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Makes what an image shows larger or smaller about its centre, by a factor drawn uniformly; bilinear. The image keeps its
 * size: of what becomes larger the border is lost, and around what becomes smaller something else comes in.
 *
 * @param least above 0; below 1 is smaller
 * @param most above 1 is larger
 * @param outside the value of what comes in from outside; 0 by default
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Scaling(double least, double most, double outside) implements Augmentation {
    public Scaling {
        Range.check("a factor", least, most);
        if (!(least > 0)) {
            throw new IllegalArgumentException("a factor must be above 0, but was " + least);
        }
    }

    /** By a factor from the least to the most. */
    public static Scaling between(double least, double most) {
        return new Scaling(least, most, 0);
    }

    /** By this factor each time. */
    public static Scaling by(double factor) {
        return new Scaling(factor, factor, 0);
    }

    /** With another value for what comes in from outside. */
    public Scaling withOutside(double value) {
        return new Scaling(least, most, value);
    }

    @Override
    public Image apply(Image image, RandomStream random) {
        double factor = Range.draw(random, 0, least, most);
        double middle = (image.height() - 1) / 2.0;
        double centre = (image.width() - 1) / 2.0;
        float fill = (float) outside;
        return image.make(image.height(), image.width(), (c, y, x) -> image.between(c,
                middle + (y - middle) / factor, centre + (x - centre) / factor, fill));
    }
}
