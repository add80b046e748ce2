package org.espalier.data.augment;

import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Turns an image about its centre, counter-clockwise as one looks at it, by an angle drawn uniformly; bilinear.
 *
 * @param least in degrees
 * @param most in degrees
 * @param outside the value of what comes in from outside; 0 by default
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Rotation(double least, double most, double outside) implements Augmentation {
    public Rotation {
        Range.check("an angle", least, most);
    }

    /** By at most so many degrees in either direction. */
    public static Rotation upTo(double degrees) {
        return new Rotation(-degrees, degrees, 0);
    }

    /** By this angle each time. */
    public static Rotation by(double degrees) {
        return new Rotation(degrees, degrees, 0);
    }

    /** With another value for what comes in from outside. */
    public Rotation withOutside(double value) {
        return new Rotation(least, most, value);
    }

    @Override
    public Image apply(Image image, RandomStream random) {
        double angle = Math.toRadians(Range.draw(random, 0, least, most));
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double middle = (image.height() - 1) / 2.0;
        double centre = (image.width() - 1) / 2.0;
        float fill = (float) outside;
        // Each pixel is fetched from where it stood before; rows count downwards.
        return image.make(image.height(), image.width(), (c, y, x) -> image.between(c,
                middle + (x - centre) * sin + (y - middle) * cos,
                centre + (x - centre) * cos - (y - middle) * sin, fill));
    }
}
