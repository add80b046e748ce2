package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.conv.winograd.TileGrid.SIDE;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows of an image, as many as a tile has, turned so that what belongs to one pixel lies side by side. The pixels of a row
 * are in four phases: first all those at the left of a tile, then those beside them, and so on; so the same element of
 * neighbouring tiles is one line.
 *
 * <p>Elements are moved one by one, several channels at a time: moving pieces of vectors was measured to be no faster.
 */
final class PixelRows {
    private final int line;
    private final int tiles;
    private final int height;
    private final int width;
    /** Where each pixel of the rows lies. */
    private final int[] places;
    /** The places in a row of the pixels outside the image. */
    private final int[] blanks;

    /**
     * Rows of an image.
     *
     * @param line the channels of a pixel, rounded up to whole groups
     * @param tiles how many tiles' pixels a row holds
     * @param left how many pixels lie before the image
     */
    PixelRows(int line, int height, int width, int tiles, int left) {
        this.line = line;
        this.height = height;
        this.width = width;
        this.tiles = tiles;
        int pixels = tiles * SIDE;
        // What is not wanted goes behind the rows.
        this.places = IntStream.range(0, SIDE * width)
                .map(i -> i % width + left < 0 || i % width + left >= pixels ? SIDE * length()
                        : i / width * length() + place(i % width + left))
                .toArray();
        this.blanks = IntStream.range(0, pixels).filter(x -> x < left || x >= left + width).map(this::place).toArray();
    }

    private int place(int pixel) {
        return (pixel % SIDE * tiles + pixel / SIDE) * line;
    }

    /** The distance of two phases. */
    int phase() {
        return tiles * line;
    }

    /** The floats of a row. */
    int length() {
        return SIDE * phase();
    }

    /** The floats of all rows. */
    int floats() {
        return SIDE * length() + line;
    }

    /** Blanks the pixels outside the image, which {@link #read} leaves as they are. */
    void blank(float[] to, int toAt) {
        for (int i = 0; i < SIDE; i++) {
            for (int blank : blanks) {
                int at = toAt + i * length() + blank;
                Arrays.fill(to, at, at + line, 0f);
            }
        }
    }

    /**
     * Fills rows from an image, the first {@code count} of them.
     *
     * @param imageAt where the first channel begins
     * @param y the first row, which may lie outside the image
     */
    void read(int channels, float[] image, int imageAt, int y, int count, float[] to, int toAt) {
        int first = Math.min(count, Math.max(0, -y));
        int end = Math.max(first, Math.min(count, height - y));
        Arrays.fill(to, toAt, toAt + first * length(), 0f);
        Arrays.fill(to, toAt + end * length(), toAt + count * length(), 0f);
        int plane = height * width;
        int at = imageAt + (y + first) * width;
        int pixel = first * width;
        int n = (end - first) * width;
        int c = 0;
        for (; c + 8 <= channels; c += 8, at += 8 * plane) {
            readEight(image, at, plane, places, pixel, n, to, toAt + c);
        }
        for (; c < channels; c++, at += plane) {
            readOne(image, at, places, pixel, n, to, toAt + c);
        }
    }

    private static void readEight(float[] image, int at, int step, int[] places, int pixel, int n, float[] to, int toAt) {
        int at1 = at + step, at2 = at1 + step, at3 = at2 + step;
        int at4 = at3 + step, at5 = at4 + step, at6 = at5 + step, at7 = at6 + step;
        for (int i = 0; i < n; i++) {
            int q = toAt + places[pixel + i];
            float x0 = image[at + i], x1 = image[at1 + i], x2 = image[at2 + i], x3 = image[at3 + i];
            float x4 = image[at4 + i], x5 = image[at5 + i], x6 = image[at6 + i], x7 = image[at7 + i];
            to[q] = x0;
            to[q + 1] = x1;
            to[q + 2] = x2;
            to[q + 3] = x3;
            to[q + 4] = x4;
            to[q + 5] = x5;
            to[q + 6] = x6;
            to[q + 7] = x7;
        }
    }

    private static void readOne(float[] image, int at, int[] places, int pixel, int n, float[] to, int toAt) {
        for (int i = 0; i < n; i++) {
            to[toAt + places[pixel + i]] = image[at + i];
        }
    }

    /** Writes rows to an image, with something added to each channel, or null. */
    void write(int channels, float[] from, int fromAt, float[] bias, int biasAt, float[] image, int imageAt, int y) {
        int plane = height * width;
        int n = Math.min(SIDE, height - y) * width;
        int at = imageAt + y * width;
        int c = 0;
        for (; c + 4 <= channels; c += 4, at += 4 * plane) {
            int b = biasAt + c;
            if (bias == null) {
                writeFour(from, fromAt + c, places, n, 0, 0, 0, 0, image, at, plane);
            } else {
                writeFour(from, fromAt + c, places, n, bias[b], bias[b + 1], bias[b + 2], bias[b + 3], image, at, plane);
            }
        }
        for (; c < channels; c++, at += plane) {
            writeOne(from, fromAt + c, places, n, bias == null ? 0 : bias[biasAt + c], image, at);
        }
    }

    private static void writeFour(
            float[] from, int fromAt, int[] places, int n, float b0, float b1, float b2, float b3,
            float[] image, int at, int step) {
        int at1 = at + step, at2 = at1 + step, at3 = at2 + step;
        for (int x = 0; x < n; x++) {
            int q = fromAt + places[x];
            image[at + x] = from[q] + b0;
            image[at1 + x] = from[q + 1] + b1;
            image[at2 + x] = from[q + 2] + b2;
            image[at3 + x] = from[q + 3] + b3;
        }
    }

    private static void writeOne(float[] from, int fromAt, int[] places, int n, float b, float[] image, int at) {
        for (int x = 0; x < n; x++) {
            image[at + x] = from[fromAt + places[x]] + b;
        }
    }
}
