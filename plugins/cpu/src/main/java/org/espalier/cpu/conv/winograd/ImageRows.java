package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.conv.winograd.TileGrid.SIDE;

import java.util.Arrays;
import org.espalier.cpu.arith.Transposer;

/**
 * Rows of an image, as many as a tile has, transposed so that what belongs to one pixel lies side by side.
 *
 * @param channels the channels or maps of the image
 * @param line the distance of two pixels
 */
record ImageRows(int channels, int line, int height, int width, Transposer transposer) {
    /** Floats of a row. */
    int length() {
        return width * line;
    }

    /** Floats of all rows. */
    int floats() {
        return SIDE * length();
    }

    /**
     * Fills rows from an image, the first {@code count} of them.
     *
     * @param imageAt where the image begins
     * @param y the first row; rows outside the image are zeros
     */
    void read(float[] image, int imageAt, int y, int count, float[] to, int toAt) {
        int first = Math.min(count, Math.max(0, -y));
        int end = Math.max(first, Math.min(count, height - y));
        Arrays.fill(to, toAt, toAt + first * length(), 0f);
        Arrays.fill(to, toAt + end * length(), toAt + count * length(), 0f);
        transposer.run(channels, (end - first) * width, image, imageAt + (y + first) * width, height * width, to,
                toAt + first * length(), line);
    }

    /** Writes the rows that lie in an image. */
    void write(float[] from, int fromAt, float[] image, int imageAt, int y) {
        transposer.run(Math.min(SIDE, height - y) * width, channels, from, fromAt, line, image, imageAt + y * width,
                height * width);
    }
}
