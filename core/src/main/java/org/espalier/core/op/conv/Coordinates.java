package org.espalier.core.op.conv;

import java.util.Arrays;
import java.util.Locale;

/** Where on an axis before resizing an element of the axis after it lies: ONNX's coordinate_transformation_mode. */
enum Coordinates {
    /** Elements are intervals of length 1, and their centres meet. */
    HALF_PIXEL {
        @Override
        double original(int x, Scaling s) {
            return s.back(x + 0.5) - 0.5;
        }
    },
    /** As half_pixel, around the middle of the axis, where the scaled length is not a whole number. */
    HALF_PIXEL_SYMMETRIC {
        @Override
        double original(int x, Scaling s) {
            double offset = s.length() / 2.0 * (1 - s.output() / s.scaledLength());
            return offset + s.back(x + 0.5) - 0.5;
        }
    },
    /** As half_pixel; what becomes a single element is the first. */
    PYTORCH_HALF_PIXEL {
        @Override
        double original(int x, Scaling s) {
            return s.output() > 1 ? s.back(x + 0.5) - 0.5 : 0;
        }
    },
    /** Elements are points, the first and the last meet the first and the last. */
    ALIGN_CORNERS {
        @Override
        double original(int x, Scaling s) {
            return s.scaledLength() == 1 ? 0 : x * (s.length() - 1) / (s.scaledLength() - 1);
        }
    },
    /** Elements are points, the first meets the first. */
    ASYMMETRIC {
        @Override
        double original(int x, Scaling s) {
            return s.back(x);
        }
    },
    /** The begin of an interval before is the centre of one after; an old form, for nearest. */
    TF_HALF_PIXEL_FOR_NN {
        @Override
        double original(int x, Scaling s) {
            return s.back(x + 0.5);
        }
    },
    /** As align_corners, but of a part of the axis. */
    TF_CROP_AND_RESIZE {
        @Override
        double original(int x, Scaling s) {
            double last = s.length() - 1;
            return s.output() > 1
                    ? s.start() * last + x * (s.stop() - s.start()) * last / (s.output() - 1)
                    : (s.start() + s.stop()) / 2 * last;
        }
    };

    /**
     * One axis.
     *
     * @param length its length before
     * @param output its length after
     * @param scale what the length before is multiplied with, or 0 where the length after is given
     * @param start where the part that tf_crop_and_resize takes begins; 0 is the first element, 1 the last
     * @param stop where that part ends
     */
    record Scaling(int length, int output, double scale, double start, double stop) {
        /** A distance after resizing as one before. */
        double back(double distance) {
            return scale == 0 ? distance * length / output : distance / scale;
        }

        /** The length after resizing before it is rounded down. */
        double scaledLength() {
            return scale == 0 ? output : length * scale;
        }
    }

    /** The place of element x after resizing on the axis before it. */
    abstract double original(int x, Scaling scaling);

    /** The mode of a name. */
    static Coordinates of(String name) {
        return Arrays.stream(values())
                .filter(v -> v.title().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("coordinate_transformation_mode must be one of "
                        + Arrays.stream(values()).map(Coordinates::title).toList() + ", but is '" + name + "'"));
    }

    /** ONNX's name. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
