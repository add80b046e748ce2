package org.espalier.cpu.arith;

/**
 * Where the lines of a {@link LineTransform} lie in an array: how far apart two things are.
 *
 * @param point two points of a transform
 * @param wrap the first and the fifth point
 * @param group two groups of {@link LineTransform#GROUP} elements of a line
 * @param row two rows of groups
 */
public record Lines(int point, int wrap, int group, int row) {
    /** Lines whose points are all equally far apart. */
    public static Lines of(int point, int group, int row) {
        return new Lines(point, 4 * point, group, row);
    }

    /** One row of lines whose groups lie beside each other. */
    public static Lines dense(int point) {
        return of(point, LineTransform.GROUP, 0);
    }
}
