package org.espalier.standard.loss;

import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.TensorType;

/** How losses read targets: their encodings, and the messages for those that do not fit. */
final class Targets {
    private Targets() {}

    /**
     * A number for each output: a target of the prediction's shape, or without its last axis where that has length 1;
     * of any numeric dtype, converted to the prediction's.
     */
    static Value numbers(String loss, Value prediction, Value target) {
        boolean single = prediction.rank() > 1 && prediction.dim(-1).equals(Dim.of(1));
        boolean same = target.shape().equals(prediction.shape());
        boolean oneLess = single && target.shape().equals(prediction.shape().without(-1));
        if (prediction.rank() == 0 || target.dtype() == DType.BOOL || !(same || oneLess)) {
            throw new IllegalArgumentException("[" + loss + "] the target must be numbers of shape "
                    + prediction.shape() + (single ? " or " + prediction.shape().without(-1) : "")
                    + ", one for each output of the prediction " + prediction.type() + ", but is " + target.type());
        }
        return target.cast(prediction.dtype()).reshape(prediction.shape());
    }

    /**
     * A share for each class, the last axis of the prediction: from class indices (integers, without that axis) or
     * from a floating target of the prediction's shape.
     */
    static Value shares(String loss, Value prediction, Value target) {
        requireClasses(loss, prediction);
        if (areIndices(prediction, target)) {
            return prediction.ops().oneHot(indices(target), prediction.shape().length(-1), prediction.dtype());
        }
        if (target.dtype().isFloating() && target.shape().equals(prediction.shape())) {
            return target.cast(prediction.dtype());
        }
        throw new IllegalArgumentException("[" + loss + "] the target must be class indices i32"
                + prediction.shape().without(-1) + " (or i64, u8), or a share for each class "
                + prediction.type() + ", but is " + target.type());
    }

    /** Requires that the prediction's last axis is that of the classes. */
    static void requireClasses(String loss, Value prediction) {
        if (prediction.rank() < 2 || !prediction.dim(-1).isKnown()) {
            throw new IllegalArgumentException("[" + loss + "] the prediction must be [batch,...,classes], but is "
                    + prediction.type());
        }
    }

    /** Whether the target is a class index for each example, not a share for each class. */
    static boolean areIndices(Value prediction, Value target) {
        return target.dtype().isInteger() && target.shape().equals(prediction.shape().without(-1));
    }

    /** Class indices in a dtype that can index. */
    static Value indices(Value target) {
        return target.dtype() == DType.U8 ? target.cast(DType.I32) : target;
    }

    /** The sum over all axes after the batch. */
    static Value sum(Value perOutput) {
        return perOutput.rank() == 1 ? perOutput : perOutput.sum(false, afterBatch(perOutput));
    }

    /** The mean over all axes after the batch. */
    static Value mean(Value perOutput) {
        return perOutput.rank() == 1 ? perOutput : perOutput.mean(false, afterBatch(perOutput));
    }

    private static int[] afterBatch(Value v) {
        return IntStream.range(1, v.rank()).toArray();
    }

    /** Every target is -1 or 1. Runs in every step, so it allocates nothing. */
    static void checkSigns(String loss, TensorType prediction, Buffer targets, int count) {
        for (int i = 0; i < count; i++) {
            double y = targets.getDouble(i);
            if (y != 1 && y != -1) {
                throw bad(loss, "label " + y, "-1 or 1", i, width(prediction, prediction.shape().rank()));
            }
        }
    }

    /** Every target is within [0, 1]. */
    static void checkUnit(String loss, TensorType prediction, Buffer targets, int count) {
        for (int i = 0; i < count; i++) {
            double y = targets.getDouble(i);
            if (!(y >= 0 && y <= 1)) {
                throw bad(loss, "target " + y, "within 0..1", i, width(prediction, prediction.shape().rank()));
            }
        }
    }

    /** Every target is finite. */
    static void checkFinite(String loss, TensorType prediction, Buffer targets, int count) {
        for (int i = 0; i < count; i++) {
            double y = targets.getDouble(i);
            if (!Double.isFinite(y)) {
                throw bad(loss, "target " + y, "a finite number", i, width(prediction, prediction.shape().rank()));
            }
        }
    }

    /** Class indices are within the classes; shares are not negative and add up to 1. */
    static void checkShares(String loss, TensorType prediction, Buffer targets, int count) {
        int rank = prediction.shape().rank();
        int classes = (int) prediction.shape().length(-1);
        if (targets.dtype().isInteger()) {
            for (int i = 0; i < count; i++) {
                long y = targets.getLong(i);
                if (y < 0 || y >= classes) {
                    throw bad(loss, "class index " + y, "within 0.." + (classes - 1), i, width(prediction, rank - 1));
                }
            }
            return;
        }
        for (int from = 0; from + classes <= count; from += classes) {
            double sum = 0;
            for (int i = from; i < from + classes; i++) {
                double y = targets.getDouble(i);
                if (!(y >= 0 && y <= 1)) {
                    throw bad(loss, "class share " + y, "within 0..1", i, width(prediction, rank));
                }
                sum += y;
            }
            if (Math.abs(sum - 1) > 1e-3) {
                throw bad(loss, "sum of class shares " + sum, "1", from, width(prediction, rank));
            }
        }
    }

    /** The number of elements of one example, from the axes after the batch up to an axis (exclusive). */
    private static int width(TensorType prediction, int toAxis) {
        int width = 1;
        for (int axis = 1; axis < toAxis; axis++) {
            width *= (int) prediction.shape().length(axis);
        }
        return width;
    }

    private static DataException bad(String loss, String value, String must, int element, int width) {
        String column = width > 1 ? ", column " + element % width : "";
        return new DataException("[" + loss + "] " + value + " must be " + must + ", at row " + element / width + column);
    }
}
