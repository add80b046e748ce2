package org.espalier.cpu.arith;

/**
 * Where the lines of a {@link LineTransform} lie in an array: how far apart two things are.
 *
 * @param point two points of a transform
 * @param wrap the first and the fifth point
 * @param row two rows of lines
 */
public record Lines(int point, int wrap, int row) {
    /** Lines whose points are all equally far apart. */
    public static Lines of(int point, int row) {
        return new Lines(point, 4 * point, row);
    }
}
