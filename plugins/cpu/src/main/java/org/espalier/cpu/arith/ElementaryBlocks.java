package org.espalier.cpu.arith;

import org.espalier.backend.BlockFunction;
import org.espalier.cpu.chain.ChainCompiler;

/** Those block functions that are a few machine operations, each stated once for vectors and for single elements. */
public abstract class ElementaryBlocks implements Blocks {
    private final ChainCompiler chains;
    private final BlockFunction add;
    private final BlockFunction sub;
    private final BlockFunction mul;
    private final BlockFunction div;
    private final BlockFunction max;
    private final BlockFunction min;
    private final BlockFunction neg;
    private final BlockFunction abs;
    private final BlockFunction sqrt;
    private final BlockFunction reciprocal;
    private final BlockFunction sign;
    private final BlockFunction relu;
    private final BlockFunction equal;
    private final BlockFunction greater;
    private final BlockFunction less;
    private final BlockFunction and;
    private final BlockFunction or;
    private final BlockFunction truth;
    private final BlockFunction not;
    private final BlockFunction where;
    private final BlockFunction copy;

    /** The functions as code of a compiler. */
    protected ElementaryBlocks(ChainCompiler chains) {
        this.chains = chains;
        this.add = chains.real("add", 2, (e, x) -> e.add(x[0], x[1]));
        this.sub = chains.real("sub", 2, (e, x) -> e.sub(x[0], x[1]));
        this.mul = chains.real("mul", 2, (e, x) -> e.mul(x[0], x[1]));
        this.div = chains.real("div", 2, (e, x) -> e.div(x[0], x[1]));
        this.max = chains.real("max", 2, (e, x) -> e.max(x[0], x[1]));
        this.min = chains.real("min", 2, (e, x) -> e.min(x[0], x[1]));
        this.neg = chains.real("neg", 1, (e, x) -> e.neg(x[0]));
        this.abs = chains.real("abs", 1, (e, x) -> e.abs(x[0]));
        this.sqrt = chains.real("sqrt", 1, (e, x) -> e.sqrt(x[0]));
        this.reciprocal = chains.real("reciprocal", 1, (e, x) -> e.reciprocal(x[0]));
        this.sign = chains.real("sign", 1, (e, x) -> e.sign(x[0]));
        this.relu = chains.real("relu", 1, (e, x) -> e.relu(x[0]));
        this.equal = chains.truth("equal", 2, (e, x) -> e.equal(x[0], x[1]));
        this.greater = chains.truth("greater", 2, (e, x) -> e.greater(x[0], x[1]));
        this.less = chains.truth("less", 2, (e, x) -> e.less(x[0], x[1]));
        this.and = chains.truth("and", 2, (e, x) -> e.and(x[0], x[1]));
        this.or = chains.truth("or", 2, (e, x) -> e.or(x[0], x[1]));
        this.truth = chains.truth("truth", 1, (e, x) -> e.truth(x[0]));
        this.not = chains.truth("not", 1, (e, x) -> e.not(x[0]));
        this.where = chains.real("where", 3, (e, x) -> e.where(x[0], x[1], x[2]));
        this.copy = chains.real("copy", 1, (e, x) -> e.real(x[0]));
    }

    @Override
    public final BlockFunction add() {
        return add;
    }

    @Override
    public final BlockFunction sub() {
        return sub;
    }

    @Override
    public final BlockFunction mul() {
        return mul;
    }

    @Override
    public final BlockFunction div() {
        return div;
    }

    @Override
    public final BlockFunction max() {
        return max;
    }

    @Override
    public final BlockFunction min() {
        return min;
    }

    @Override
    public final BlockFunction neg() {
        return neg;
    }

    @Override
    public final BlockFunction abs() {
        return abs;
    }

    @Override
    public final BlockFunction sqrt() {
        return sqrt;
    }

    @Override
    public final BlockFunction reciprocal() {
        return reciprocal;
    }

    @Override
    public final BlockFunction sign() {
        return sign;
    }

    @Override
    public final BlockFunction relu() {
        return relu;
    }

    @Override
    public final BlockFunction equal() {
        return equal;
    }

    @Override
    public final BlockFunction greater() {
        return greater;
    }

    @Override
    public final BlockFunction less() {
        return less;
    }

    @Override
    public final BlockFunction and() {
        return and;
    }

    @Override
    public final BlockFunction or() {
        return or;
    }

    @Override
    public final BlockFunction truth() {
        return truth;
    }

    @Override
    public final BlockFunction not() {
        return not;
    }

    @Override
    public final BlockFunction where() {
        return where;
    }

    @Override
    public final BlockFunction copy() {
        return copy;
    }

    @Override
    public final BlockFunction leakyRelu(float slope) {
        return chains.real("leakyRelu " + slope, 1, (e, x) -> e.leakyRelu(x[0], slope));
    }

    @Override
    public final BlockFunction clip(float least, float most) {
        return chains.real("clip " + least + " to " + most, 1, (e, x) -> e.clip(x[0], least, most));
    }
}
