package org.espalier.data.augment;

import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Brings images to a size, the same way each time: every new pixel is the mean of the old ones that it covers, weighted by
 * how much of them it covers. Proportions are not kept.
 *
 * @param height new number of rows
 * @param width new number of columns
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Resizing(int height, int width) implements Augmentation {
    public Resizing {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("an image must have a height and a width of at least 1, but was to have " + height
                    + "×" + width);
        }
    }

    @Override
    public Image.Size size(Image.Size before) {
        return new Image.Size(height, width);
    }

    @Override
    public Image apply(Image image, RandomStream random) {
        return resize(image);
    }

    /** The image at the new size. */
    public Image resize(Image image) {
        if (image.height() == height && image.width() == width) {
            return image;
        }
        double down = (double) image.height() / height;
        double right = (double) image.width() / width;
        return image.make(height, width, (c, y, x) -> mean(image, c, y * down, (y + 1) * down, x * right, (x + 1) * right));
    }

    private static float mean(Image image, int channel, double top, double bottom, double left, double right) {
        double sum = 0;
        int lastRow = Math.min((int) Math.ceil(bottom), image.height());
        int lastColumn = Math.min((int) Math.ceil(right), image.width());
        for (int y = (int) top; y < lastRow; y++) {
            double rows = Math.min(bottom, y + 1) - Math.max(top, y);
            for (int x = (int) left; x < lastColumn; x++) {
                sum += rows * (Math.min(right, x + 1) - Math.max(left, x)) * image.at(channel, y, x);
            }
        }
        return (float) (sum / ((bottom - top) * (right - left)));
    }
}
