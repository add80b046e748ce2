package org.espalier.data.augment;

import org.espalier.plugin.API;

/** An image as numbers, channel by channel, row by row. Never changed once it is made. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Image {
    private final int channels;
    private final int height;
    private final int width;
    private final float[] pixels;

    /** A height and a width, in pixels. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public record Size(int height, int width) {
        @Override
        public String toString() {
            return height + "×" + width;
        }
    }

    /** What a pixel is to be. */
    @FunctionalInterface
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public interface Pixel {
        /** The value of a channel at a row and a column. */
        float at(int channel, int y, int x);
    }

    private Image(int channels, int height, int width, float[] pixels) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.pixels = pixels;
    }

    /** An image of some pixels, which are copied. */
    public static Image of(int channels, int height, int width, float[] pixels) {
        if ((long) channels * height * width != pixels.length) {
            throw new IllegalArgumentException("an image of " + channels + " channels and " + height + "×" + width + " pixels has "
                    + (long) channels * height * width + " values, not " + pixels.length);
        }
        return new Image(channels, height, width, pixels.clone());
    }

    /** An image pixel by pixel. */
    public static Image make(int channels, int height, int width, Pixel pixel) {
        float[] made = new float[channels * height * width];
        int i = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    made[i++] = pixel.at(c, y, x);
                }
            }
        }
        return new Image(channels, height, width, made);
    }

    /** An image of as many channels as this one, of any size, pixel by pixel. */
    public Image make(int newHeight, int newWidth, Pixel pixel) {
        return make(channels, newHeight, newWidth, pixel);
    }

    /** The number of channels. */
    public int channels() {
        return channels;
    }

    /** The number of rows. */
    public int height() {
        return height;
    }

    /** The number of columns. */
    public int width() {
        return width;
    }

    /** A copy of all values. */
    public float[] pixels() {
        return pixels.clone();
    }

    /** The value of a channel at a row and a column within the image. */
    public float at(int channel, int y, int x) {
        return pixels[(channel * height + y) * width + x];
    }

    /** As {@link #at(int, int, int)}, and something else outside of the image. */
    public float at(int channel, int y, int x, float outside) {
        return y >= 0 && y < height && x >= 0 && x < width ? at(channel, y, x) : outside;
    }

    /** The value between pixels, bilinear, where the centre of a pixel lies at its indices. */
    public float between(int channel, double y, double x, float outside) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        double down = y - top;
        double right = x - left;
        double above = (1 - right) * at(channel, top, left, outside) + right * at(channel, top, left + 1, outside);
        double below = (1 - right) * at(channel, top + 1, left, outside) + right * at(channel, top + 1, left + 1, outside);
        return (float) ((1 - down) * above + down * below);
    }
}
