package org.espalier.data.augment;

import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;

/**
 * A window of an image, which may reach into a border around it.
 *
 * @param height of the window
 * @param width of the window
 * @param padding pixels around the image that the window may reach into; 0 by default
 * @param outside the value of those; 0 by default
 * @param centred whether the window is the one in the middle, such as for validation; otherwise any is as likely
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Crop(int height, int width, int padding, double outside, boolean centred) implements Augmentation {
    public Crop {
        if (height < 1 || width < 1 || padding < 0) {
            throw new IllegalArgumentException("a crop needs a height and a width of at least 1 and no negative padding, but was "
                    + height + "×" + width + " with padding " + padding);
        }
    }

    /** A window of this size anywhere in the image. */
    public static Crop to(int height, int width) {
        return new Crop(height, width, 0, 0, false);
    }

    /** The window of this size in the middle; where it cannot be, the one half a pixel further up or to the left. */
    public static Crop centre(int height, int width) {
        return new Crop(height, width, 0, 0, true);
    }

    /** The window may reach so many pixels over the image's border. */
    public Crop withPadding(int pixels) {
        return new Crop(height, width, pixels, outside, centred);
    }

    /** With another value for the border. */
    public Crop withOutside(double value) {
        return new Crop(height, width, padding, value, centred);
    }

    @Override
    public Image.Size size(Image.Size before) {
        if (before.height() + 2 * padding < height || before.width() + 2 * padding < width) {
            throw new DataException("a window of " + new Image.Size(height, width) + " does not fit into an image of " + before
                    + " with " + padding + " pixels around it");
        }
        return new Image.Size(height, width);
    }

    @Override
    public Image apply(Image image, RandomStream random) {
        size(new Image.Size(image.height(), image.width()));
        int spareHeight = image.height() + 2 * padding - height;
        int spareWidth = image.width() + 2 * padding - width;
        int top = (centred ? spareHeight / 2 : Range.draw(random, 0, 0, spareHeight)) - padding;
        int left = (centred ? spareWidth / 2 : Range.draw(random, 1, 0, spareWidth)) - padding;
        float fill = (float) outside;
        return image.make(height, width, (c, y, x) -> image.at(c, top + y, left + x, fill));
    }
}
