package org.espalier.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.espalier.data.augment.Image;
import org.espalier.data.file.Inputs;
import org.espalier.plugin.DataException;

/** One file as an image with values from 0 to 1. */
final class ImageFile {
    private ImageFile() {}

    /** What is done with a file that a reader has been found for. */
    private interface Use<T> {
        T with(ImageReader reader) throws IOException;
    }

    /** The size, from the head of the file alone. */
    static Image.Size size(Path file) {
        return open(file, reader -> new Image.Size(reader.getHeight(0), reader.getWidth(0)));
    }

    /** The pixels: red, green and blue, or grey. What is transparent is taken as if it were not. */
    static Image decode(Path file, boolean colour) {
        BufferedImage image = open(file, reader -> reader.read(0));
        int height = image.getHeight();
        int width = image.getWidth();
        return isGrey(image.getColorModel()) ? grey(image.getRaster(), colour ? 3 : 1)
                : colour ? Image.make(3, height, width, (c, y, x) -> (image.getRGB(x, y) >> (16 - 8 * c) & 0xff) / 255f)
                : Image.make(1, height, width, (c, y, x) -> luma(image.getRGB(x, y)));
    }

    private static boolean isGrey(ColorModel colours) {
        return colours.getNumColorComponents() == 1 && !(colours instanceof IndexColorModel);
    }

    /** Straight from the samples: Java's conversion of grey to RGB takes it for linear and makes it lighter. */
    private static Image grey(Raster raster, int channels) {
        float most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        return Image.make(channels, raster.getHeight(), raster.getWidth(), (c, y, x) -> raster.getSample(x, y, 0) / most);
    }

    /** Grey as television has it (ITU-R BT.601). */
    private static float luma(int rgb) {
        return (0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff)) / 255f;
    }

    private static <T> T open(Path file, Use<T> use) {
        try (InputStream bytes = Inputs.open(file); ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DataException(file + " is not an image that can be read; it must be PNG or JPEG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return use.with(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw Inputs.damaged(file, e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // What readers throw at damaged files beside what they should.
            throw new DataException("cannot read " + file + " as an image: " + e.getMessage(), e);
        }
    }
}
