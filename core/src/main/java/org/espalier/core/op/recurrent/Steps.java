package org.espalier.core.op.recurrent;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.op.Ops;

/**
 * One step of each kind of cell, written in ops. A state that is null stands for zeros, with which nothing is multiplied.
 */
final class Steps {
    private Steps() {}

    /**
     * What a step leads to.
     *
     * @param c null where the cell has no second state
     * @param kept what the gradient needs [batch, kept numbers of all hidden units], or null
     */
    record State(Value h, Value c, Value kept) {}

    /** One step, from the product of the input and its weights with biases added [batch, gates of all hidden units]. */
    @FunctionalInterface
    interface Step {
        State from(Value x, State before);
    }

    /** Makes the step of a direction. */
    @FunctionalInterface
    interface Factory {
        Step of(Direction d);
    }

    /**
     * The parameters of one direction.
     *
     * @param weights of the hidden state [gates of all hidden units, hidden units]
     * @param bias of the product with the hidden state, where it cannot be joined with that of the input; or null
     * @param peepholes [3 of all hidden units], or null
     */
    record Direction(Recurrence r, int index, Value weights, Value bias, Value peepholes) {
        Value gate(Value x, int activation) {
            Value bounded = Double.isInfinite(r.clip()) ? x : x.clip(-r.clip(), r.clip());
            return r.activations(index).get(activation).apply(bounded);
        }

        /** Columns of gates [batch, gates of all hidden units]. */
        Value columns(Value gates, int from, int to) {
            return part(gates, 1, from, to);
        }

        Value rows(Value matrix, int from, int to) {
            return part(matrix, 0, from, to);
        }

        private Value part(Value x, int axis, int from, int to) {
            long n = r.hidden().length();
            return x.ops().slice(x, new long[] {from * n}, new long[] {to * n}, new int[] {axis}, new long[] {1});
        }

        Value peephole(int gate) {
            return rows(peepholes, gate, gate + 1);
        }
    }

    private static Value plusProduct(Value x, Value h, Value weights) {
        return h == null ? x : x.add(h.ops().gemm(h, weights, false, true));
    }

    static Step rnn(Direction d) {
        return (x, before) -> new State(d.gate(plusProduct(x, before.h(), d.weights()), 0), null, null);
    }

    static Step lstm(Direction d) {
        return (x, before) -> {
            Value a = plusProduct(x, before.h(), d.weights());
            Value ai = d.columns(a, 0, 1);
            Value ao = d.columns(a, 1, 2);
            Value af = d.columns(a, 2, 3);
            if (d.peepholes() != null && before.c() != null) {
                ai = ai.add(before.c().mul(d.peephole(0)));
                af = af.add(before.c().mul(d.peephole(2)));
            }
            Value i = d.gate(ai, 0);
            Value f = d.r().flag("input_forget") ? i.neg().add(1) : d.gate(af, 0);
            Value g = d.gate(d.columns(a, 3, 4), 1);
            Value c = before.c() == null ? i.mul(g) : f.mul(before.c()).add(i.mul(g));
            Value o = d.gate(d.peepholes() == null ? ao : ao.add(c.mul(d.peephole(1))), 0);
            // The clip bounds what goes into a gate's activation, and the cell's state on its way out is no gate.
            Value h = o.mul(d.r().activations(d.index()).get(2).apply(c));
            return new State(h, c, x.ops().concat(1, List.of(i, o, f, g, c)));
        };
    }

    static Step gru(Direction d) {
        return d.r().flag("linear_before_reset") ? (x, before) -> resetAfter(d, x, before)
                : (x, before) -> resetBefore(d, x, before);
    }

    private static State resetBefore(Direction d, Value x, State before) {
        Value zr = d.gate(plusProduct(d.columns(x, 0, 2), before.h(), d.rows(d.weights(), 0, 2)), 0);
        Value z = d.columns(zr, 0, 1);
        Value r = d.columns(zr, 1, 2);
        Value reset = before.h() == null ? null : r.mul(before.h());
        Value n = d.gate(plusProduct(d.columns(x, 2, 3), reset, d.rows(d.weights(), 2, 3)), 1);
        return new State(blend(z, n, before.h()), null, x.ops().concat(1, List.of(z, r, n)));
    }

    private static State resetAfter(Direction d, Value x, State before) {
        Ops ops = x.ops();
        Value product = before.h() == null ? null : ops.gemm(before.h(), d.weights(), false, true);
        Value zr = d.columns(x, 0, 2);
        zr = d.gate(product == null ? zr : zr.add(d.columns(product, 0, 2)), 0);
        Value z = d.columns(zr, 0, 1);
        Value r = d.columns(zr, 1, 2);
        Value scaled = product == null ? ops.zerosLike(z) : d.columns(product, 2, 3);
        scaled = d.bias() == null ? scaled : scaled.add(d.bias());
        Value n = d.gate(d.columns(x, 2, 3).add(r.mul(scaled)), 1);
        return new State(blend(z, n, before.h()), null, ops.concat(1, List.of(z, r, n, scaled)));
    }

    private static Value blend(Value z, Value n, Value h) {
        Value fresh = z.neg().add(1).mul(n);
        return h == null ? fresh : fresh.add(z.mul(h));
    }
}
