package org.espalier.core.op.index;

import static org.espalier.core.op.rule.Gradients.where;

import java.util.List;
import java.util.function.UnaryOperator;
import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;

/**
 * The gradients of all scattering ops. They only differ in how indices lead to places, which are given as a pair of
 * functions: one reads at the places, the other writes there.
 *
 * @param gather what stands at the place of each update
 * @param scatter updates brought to their places
 */
record ScatterGradients(UnaryOperator<Value> gather, Scatter scatter) {
    /** Updates brought to their places in some data. */
    @FunctionalInterface
    interface Scatter {
        Value of(Value data, Value updates, ScatterReduction reduction);
    }

    /** The cotangents of data and updates. */
    List<Value> of(ScatterReduction reduction, Value data, Value updates, Value y, Value c) {
        return switch (reduction) {
            case NONE -> List.of(scatter.of(c, c.ops().zerosLike(updates), ScatterReduction.NONE),
                    where(last(data, updates), gather.apply(c)));
            case ADD -> List.of(c, gather.apply(c));
            case MUL -> ofProduct(data, updates, c);
            case MAX, MIN -> ofExtreme(data, updates, y, c);
        };
    }

    /** Which updates stay where several meet: those that are read again after their numbers were written. */
    private Value last(Value data, Value updates) {
        Ops ops = data.ops();
        Value numbers = ops.range(DType.I64, 0, updates.shape().size(), 1).reshape(updates.shape());
        Value written = scatter.of(ops.full(DType.I64, data.shape(), 0), numbers, ScatterReduction.NONE);
        return gather.apply(written).equal(numbers);
    }

    /** All that are equal to the extreme share the gradient, as in other extremes. */
    private List<Value> ofExtreme(Value data, Value updates, Value y, Value c) {
        Value stays = data.equal(y);
        Value wins = updates.equal(gather.apply(y));
        Value hits = scatter.of(stays.cast(c.dtype()), wins.cast(c.dtype()), ScatterReduction.ADD);
        Value share = c.div(hits);
        return List.of(where(stays, share), where(wins, gather.apply(share)));
    }

    /**
     * The product of the other factors. It is that of the factors that are not 0, divided by the factor itself, times
     * those that are 0: if there is one, that one is the sum of all that are 0. So it is a function of them, and its own
     * derivatives are right too, up to those in which three factors of one place are 0.
     */
    private List<Value> ofProduct(Value data, Value updates, Value c) {
        Ops ops = c.ops();
        Value noData = data.equal(data.constant(0));
        Value noUpdate = updates.equal(updates.constant(0));
        Value count = scatter.of(noData.cast(c.dtype()), noUpdate.cast(c.dtype()), ScatterReduction.ADD);
        Value sum = scatter.of(where(noData, data), where(noUpdate, updates), ScatterReduction.ADD);
        Value rest = scatter.of(ops.where(noData, data.constant(1), data),
                ops.where(noUpdate, updates.constant(1), updates), ScatterReduction.MUL);
        Value ofData = scatter.of(ops.full(c.dtype(), data.shape(), 1), updates, ScatterReduction.MUL);
        Value ofUpdates = others(updates, noUpdate, gather.apply(count), gather.apply(sum), gather.apply(rest));
        return List.of(c.mul(ofData), gather.apply(c).mul(ofUpdates));
    }

    private static Value others(Value factor, Value isZero, Value zeros, Value sum, Value rest) {
        Ops ops = factor.ops();
        Value one = zeros.equal(zeros.constant(1));
        Value quotient = rest.div(ops.where(isZero, factor.constant(1), factor));
        Value ofZero = ops.where(one, rest, where(zeros.equal(zeros.constant(2)), sum.sub(factor).mul(rest)));
        Value ofNumber = ops.where(zeros.equal(zeros.constant(0)), quotient, where(one, sum.mul(quotient)));
        return ops.where(isZero, ofZero, ofNumber);
    }
}
