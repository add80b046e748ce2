package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reductions. */
final class SameDiffReductions {
    private SameDiffReductions() {}

    static Translations table() {
        return new Translations()
                .one("ReduceSum", reduction((x, axes) -> keep -> x.sum(keep, axes), c -> c.x()))
                .one("ReduceMean", reduction((x, axes) -> keep -> x.mean(keep, axes), c -> c.x()))
                .one("ReduceMax", reduction((x, axes) -> keep -> x.max(keep, axes), c -> c.x()))
                .one("ReduceMin", reduction((x, axes) -> keep -> x.min(keep, axes), c -> c.x()))
                .one("ReduceProd", reduction((x, axes) -> keep -> x.prod(keep, axes), c -> c.x()))
                .one("ReduceL1", reduction((x, axes) -> keep -> x.norm1(keep, axes), c -> c.sd().math().abs(c.x())))
                .one("ReduceL2", reduction((x, axes) -> keep -> x.norm2(keep, axes), c -> c.sd().math().abs(c.x())))
                .one("ReduceSumSquare", c -> alone(c) ? c.sd().reshape(c.sd().math().square(c.x()), c.outputShape())
                        : c.sd().math().squaredNorm(c.x(), c.flag("keepdims"), c.axes()))
                .composed("ReduceLogSum", "the logarithm of the sum", c ->
                        c.sd().math().log(alone(c) ? c.sd().reshape(c.x(), c.outputShape()) : c.x().sum(c.flag("keepdims"), c.axes())))
                .one("ReduceLogSumExp", c -> c.sd().reshape(
                        alone(c) ? c.x() : c.sd().math().logSumExp(c.x(), c.axes()), c.outputShape()))
                .differs("ReduceLogSumExp", Kind.NO_GRADIENT, "some axes of several", c -> c.outputElements() > 1,
                        "its gradient sums over axes that its op has already left out")
                .differs("ReduceLogSumExp", Kind.GRADIENT, "elements of about 1000 or more", c -> c.largestSize(0) > 500,
                        "the exponential is taken of the elements as they are")
                .differs("ReduceLogSumExp", Kind.VALUE, "infinite elements", c -> Double.isInfinite(c.largestSize(0)),
                        "it subtracts infinity from itself")
                .otherwise("ReduceLogSumExp", "less the maximum where that is finite, which is held fast", SameDiffReductions::logSumExp)
                .one("ArgMax", arg(c -> x -> c.sd().argmax(x, c.flag("keepdims"), c.axis())))
                .one("ArgMin", arg(c -> x -> c.sd().argmin(x, c.flag("keepdims"), c.axis())));
    }

    private static SDVariable logSumExp(Call c) {
        INDArray most = c.x().eval().max(true, c.axes());
        for (long i = 0; i < most.length(); i++) {
            if (Double.isInfinite(most.getDouble(i))) {
                most.putScalar(i, 0);
            }
        }
        SDVariable shift = c.sd().constant(most);
        SDVariable powers = c.sd().math().exp(c.x().sub(shift));
        SDVariable sum = alone(c) ? powers : powers.sum(true, c.axes());
        return c.sd().reshape(c.sd().math().log(sum).add(shift), c.outputShape());
    }

    /** The last of equal ones is the first from the other end. */
    private static Function<Call, SDVariable> arg(Function<Call, Function<SDVariable, SDVariable>> first) {
        return c -> c.attributes().flag("select_last_index", false)
                ? first.apply(c).apply(c.sd().reverse(c.x(), c.axis())).rsub(c.shape(0)[c.axis()] - 1.0)
                : first.apply(c).apply(c.x());
    }

    private static Function<Call, SDVariable> reduction(
            BiFunction<SDVariable, int[], Function<Boolean, SDVariable>> f, Function<Call, SDVariable> ofOne) {
        return c -> alone(c) ? c.sd().reshape(ofOne.apply(c), c.outputShape()) : f.apply(c.x(), c.axes()).apply(c.flag("keepdims"));
    }

    /** Along axes of length 1, its reductions find no input once they are part of a larger graph. */
    private static boolean alone(Call c) {
        return Arrays.stream(c.axes()).allMatch(i -> c.shape(0)[i] == 1);
    }
}
