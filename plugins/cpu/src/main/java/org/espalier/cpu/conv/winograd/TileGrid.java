package org.espalier.cpu.conv.winograd;

import java.util.stream.LongStream;
import org.espalier.cpu.arith.LineTransform;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;

/**
 * The sizes of a convolution with a 3×3 kernel of stride 1, and how its output is cut into tiles of 4×4, each of which is
 * made of 6×6 elements of the input.
 *
 * @param channels of the input
 * @param maps of the output
 * @param top where the first row of tiles begins to read, above the input
 * @param left where the first column of tiles begins to read, before the input; both may be negative
 */
record TileGrid(
        int batch, int channels, int maps, int height, int width, int outHeight, int outWidth, int top, int left) {
    /** Elements of the kernel on one side. */
    static final int KERNEL = 3;
    /** Elements of the kernel. */
    static final int TAPS = KERNEL * KERNEL;
    /** Elements of the output on one side of a tile. */
    static final int SIDE = 4;
    /** Elements of the input on one side of a tile, and the points of each transform. */
    static final int POINTS = 6;
    /** Points in two dimensions. */
    static final int PLANES = POINTS * POINTS;
    /** Floats between planes of equal length, so that they begin in different sets of a cache. */
    private static final int GAP = 16;

    /**
     * The sizes of a convolution, given the shapes of its input, weight and output, which fit each other, and the attributes
     * of a node; null where they are not those of a 3×3 kernel that moves in steps of one over all channels.
     */
    static TileGrid of(Shape x, Shape w, Shape y, Attributes attributes) {
        if (x.rank() != 4 || w.length(2) != KERNEL || w.length(3) != KERNEL || attributes.longValue("group", 1) != 1
                || !ones(attributes, "strides") || !ones(attributes, "dilations")) {
            return null;
        }
        return new TileGrid(Math.toIntExact(x.length(0)), Math.toIntExact(x.length(1)), Math.toIntExact(w.length(0)),
                Math.toIntExact(x.length(2)), Math.toIntExact(x.length(3)), Math.toIntExact(y.length(2)),
                Math.toIntExact(y.length(3)), begin(attributes, 0), begin(attributes, 1));
    }

    private static boolean ones(Attributes attributes, String name) {
        return !attributes.has(name) || LongStream.of(attributes.longs(name)).allMatch(n -> n == 1);
    }

    /** The padding before a spatial axis; to keep the length takes one on each side, whichever side comes first. */
    private static int begin(Attributes attributes, int axis) {
        if (attributes.string("auto_pad", "NOTSET").startsWith("SAME")) {
            return KERNEL / 2;
        }
        return attributes.has("pads") ? Math.toIntExact(attributes.longs("pads")[axis]) : 0;
    }

    /** The rows of tiles of an image. */
    int tilesY() {
        return (outHeight + SIDE - 1) / SIDE;
    }

    /** The tiles of a row. */
    int tilesX() {
        return (outWidth + SIDE - 1) / SIDE;
    }

    /** All tiles. */
    long tiles() {
        return (long) batch * tilesY() * tilesX();
    }

    /** The channels that lie beside each other, so that lines are whole groups. */
    int channelLine() {
        return wholeGroups(channels);
    }

    /** The same of the maps. */
    int mapLine() {
        return wholeGroups(maps);
    }

    /** The elements of one channel of an image. */
    int inputPlane() {
        return height * width;
    }

    /** The elements of one map of an image. */
    int outputPlane() {
        return outHeight * outWidth;
    }

    /** The transposed convolution: from the gradient of the output to that of the input. */
    TileGrid transposed() {
        return new TileGrid(batch, maps, channels, outHeight, outWidth, height, width, KERNEL - 1 - top,
                KERNEL - 1 - left);
    }

    /** The next multiple of a group. */
    static int wholeGroups(int n) {
        return (n + LineTransform.GROUP - 1) / LineTransform.GROUP * LineTransform.GROUP;
    }

    /** The distance of two planes of so many lines. */
    static int plane(int lines, int line) {
        return lines * line + GAP;
    }
}
