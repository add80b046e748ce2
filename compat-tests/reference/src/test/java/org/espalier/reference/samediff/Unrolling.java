package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.espalier.graph.Attributes;
import org.nd4j.autodiff.samediff.SDVariable;

/** A recurrent network as ONNX defines it, written out step by step in SameDiff: all directions, lengths and activations. */
final class Unrolling {
    private static final double[] NONE = {};

    private final Call c;
    private final int gates;
    private final boolean batchFirst;
    private final int sequence;
    private final int batch;
    private final int hidden;
    private final int directions;

    /** The state after a step; c is null where the cell has none. */
    record State(SDVariable h, SDVariable c) {}

    private record Run(List<SDVariable> h, State last) {}

    Unrolling(Call c, int gates) {
        this.c = c;
        this.gates = gates;
        this.batchFirst = c.attributes().longValue("layout", 0) == 1;
        this.sequence = (int) c.shape(0)[batchFirst ? 1 : 0];
        this.batch = (int) c.shape(0)[batchFirst ? 0 : 1];
        this.hidden = (int) c.shape(2)[2];
        this.directions = (int) c.shape(1)[0];
    }

    /** Y and the last states. */
    List<SDVariable> outputs() {
        List<Run> runs = new ArrayList<>();
        for (int d = 0; d < directions; d++) {
            runs.add(run(d));
        }
        List<SDVariable> rows = new ArrayList<>();
        for (int t = 0; t < sequence; t++) {
            for (Run r : runs) {
                rows.add(r.h().get(t));
            }
        }
        List<SDVariable> out = new ArrayList<>();
        SDVariable y = c.sd().reshape(joined(rows), sequence, directions, batch, hidden);
        out.add(batchFirst ? c.sd().permute(y, 2, 0, 1, 3) : y);
        out.add(last(runs.stream().map(r -> r.last().h()).toList()));
        if (gates == 4) {
            out.add(last(runs.stream().map(r -> r.last().c()).toList()));
        }
        return out;
    }

    private SDVariable last(List<SDVariable> states) {
        SDVariable s = c.sd().reshape(joined(states), directions, batch, hidden);
        return batchFirst ? c.sd().permute(s, 1, 0, 2) : s;
    }

    private SDVariable joined(List<SDVariable> rows) {
        return rows.size() == 1 ? rows.get(0) : c.sd().concat(0, rows.toArray(SDVariable[]::new));
    }

    private SDVariable named(String name) {
        List<String> names = c.attributes().has("optional") ? c.attributes().strings("optional") : List.of();
        return names.contains(name) ? c.in(3 + names.indexOf(name)) : null;
    }

    /** Rows of a parameter of one direction, as a matrix. */
    private SDVariable rows(int input, int d, int from, int to) {
        long width = c.shape(input)[2];
        SDVariable part = SameDiffShapes.slice(c, c.in(input), new long[] {d, from, 0}, new long[] {1, to - from, width});
        return c.sd().reshape(part, to - from, width);
    }

    /** Elements of a vector of one direction, as a row. */
    private SDVariable elements(SDVariable v, int d, int from, int to) {
        return SameDiffShapes.slice(c, v, new long[] {d, from}, new long[] {1, to - from});
    }

    private SDVariable state(String name, int d) {
        SDVariable s = named(name);
        if (s == null) {
            return c.constant(new double[batch * hidden], batch, hidden);
        }
        SDVariable first = batchFirst ? c.sd().permute(s, 1, 0, 2) : s;
        return c.sd().reshape(SameDiffShapes.slice(c, first, new long[] {d, 0, 0}, new long[] {1, batch, hidden}), batch, hidden);
    }

    /** x times a matrix transposed: [batch, n] and [m, n]. A sum of products, since matmul_bp refuses single numbers. */
    private SDVariable product(SDVariable x, SDVariable w, long n, long m) {
        SDVariable terms = c.sd().reshape(x, batch, 1, n).mul(c.sd().reshape(w, 1, m, n));
        return c.sum(terms, 2, batch, m, n);
    }

    private Run run(int d) {
        String direction = c.attributes().string("direction", "forward");
        boolean reverse = direction.equals("reverse") || d == 1;
        long width = c.shape(0)[2];
        SDVariable x = batchFirst ? c.sd().permute(c.x(), 1, 0, 2) : c.x();
        SDVariable lengths = named("sequence_lens") == null ? null : c.sd().reshape(c.number(named("sequence_lens")), batch, 1);
        List<SDVariable> hs = new ArrayList<>();
        State s = new State(state("initial_h", d), gates == 4 ? state("initial_c", d) : null);
        for (int k = 0; k < sequence; k++) {
            int t = reverse ? sequence - 1 - k : k;
            SDVariable row = c.sd().reshape(SameDiffShapes.slice(c, x, new long[] {t, 0, 0}, new long[] {1, batch, width}), batch, width);
            State next = step(d, row, s);
            if (lengths == null) {
                s = next;
                hs.add(next.h());
            } else {
                SDVariable valid = c.number(lengths.gt(t)).mul(c.ones(batch, hidden));
                hs.add(next.h().mul(valid));
                s = new State(blend(valid, next.h(), s.h()), s.c() == null ? null : blend(valid, next.c(), s.c()));
            }
        }
        if (reverse) {
            Collections.reverse(hs);
        }
        return new Run(hs, s);
    }

    private static SDVariable blend(SDVariable share, SDVariable one, SDVariable other) {
        return share.mul(one).add(share.rsub(1).mul(other));
    }

    /** What goes into a gate but for peepholes. */
    private SDVariable sums(int d, int gate, SDVariable x, SDVariable h) {
        return ofInput(d, gate, x).add(ofHidden(d, gate, h));
    }

    private SDVariable ofInput(int d, int gate, SDVariable x) {
        return biased(d, gate, product(x, rows(1, d, gate * hidden, (gate + 1) * hidden), c.shape(0)[2], hidden));
    }

    private SDVariable ofHidden(int d, int gate, SDVariable h) {
        return biased(d, gates + gate, product(h, rows(2, d, gate * hidden, (gate + 1) * hidden), hidden, hidden));
    }

    private SDVariable biased(int d, int part, SDVariable y) {
        SDVariable b = named("B");
        return b == null ? y : y.add(elements(b, d, part * hidden, (part + 1) * hidden));
    }

    private State step(int d, SDVariable x, State s) {
        return switch (gates) {
            case 1 -> new State(gate(d, 0, sums(d, 0, x, s.h())), null);
            case 3 -> gru(d, x, s.h());
            default -> lstm(d, x, s);
        };
    }

    private State gru(int d, SDVariable x, SDVariable h) {
        SDVariable z = gate(d, 0, sums(d, 0, x, h));
        SDVariable r = gate(d, 0, sums(d, 1, x, h));
        SDVariable n = gate(d, 1, c.attributes().flag("linear_before_reset", false)
                ? ofInput(d, 2, x).add(r.mul(ofHidden(d, 2, h))) : sums(d, 2, x, r.mul(h)));
        return new State(blend(z, h, n), null);
    }

    /** Gates in ONNX's order: input, output, forget, cell. */
    private State lstm(int d, SDVariable x, State s) {
        SDVariable p = named("P");
        SDVariable ai = sums(d, 0, x, s.h());
        SDVariable af = sums(d, 2, x, s.h());
        if (p != null) {
            ai = ai.add(s.c().mul(elements(p, d, 0, hidden)));
            af = af.add(s.c().mul(elements(p, d, 2 * hidden, 3 * hidden)));
        }
        SDVariable i = gate(d, 0, ai);
        SDVariable f = c.attributes().flag("input_forget", false) ? i.rsub(1) : gate(d, 0, af);
        SDVariable cell = f.mul(s.c()).add(i.mul(gate(d, 1, sums(d, 3, x, s.h()))));
        SDVariable ao = sums(d, 1, x, s.h());
        SDVariable o = gate(d, 0, p == null ? ao : ao.add(cell.mul(elements(p, d, hidden, 2 * hidden))));
        return new State(o.mul(activation(d, 2, cell)), cell);
    }

    private SDVariable gate(int d, int which, SDVariable a) {
        double clip = c.attributes().doubleValue("clip", 0);
        return activation(d, which, clip > 0 ? c.sd().math().clipByValue(a, -clip, clip) : a);
    }

    private SDVariable activation(int d, int which, SDVariable x) {
        int each = gates == 1 ? 1 : gates == 3 ? 2 : 3;
        List<String> names = c.attributes().has("activations") ? c.attributes().strings("activations") : null;
        int at = d * each + which;
        String name = names != null ? names.get(at) : gates == 1 || which > 0 ? "Tanh" : "Sigmoid";
        double alpha = number("activation_alpha", names, at,
                List.of("LeakyRelu", "ThresholdedRelu", "Elu", "HardSigmoid", "Affine", "ScaledTanh"),
                name.equals("LeakyRelu") ? 0.01 : name.equals("HardSigmoid") ? 0.2 : 1);
        double beta = number("activation_beta", names, at, List.of("HardSigmoid", "Affine", "ScaledTanh"),
                name.equals("HardSigmoid") ? 0.5 : name.equals("Affine") ? 0 : 1);
        return switch (name) {
            case "Tanh" -> c.sd().math().tanh(x);
            case "Sigmoid" -> c.sd().nn().sigmoid(x);
            case "Relu" -> c.sd().nn().relu(x, 0);
            case "Softsign" -> c.sd().nn().softsign(x);
            case "Softplus" -> c.sd().nn().softplus(x);
            case "LeakyRelu" -> c.sd().nn().leakyRelu(x, alpha);
            case "ThresholdedRelu" -> x.mul(c.number(x.gt(alpha)));
            case "Elu" -> c.sd().nn().relu(x, 0).add(c.sd().math().expm1(c.sd().math().clipByValue(x, -Double.MAX_VALUE, 0)).mul(alpha));
            case "HardSigmoid" -> c.sd().math().clipByValue(x.mul(alpha).add(beta), 0, 1);
            case "Affine" -> x.mul(alpha).add(beta);
            case "ScaledTanh" -> c.sd().math().tanh(x.mul(beta)).mul(alpha);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Numbers go in order to the activations that have one. */
    private double number(String attribute, List<String> names, int at, List<String> having, double otherwise) {
        Attributes a = c.attributes();
        double[] given = a.has(attribute) ? a.doubles(attribute) : NONE;
        if (names == null || !having.contains(names.get(at))) {
            return otherwise;
        }
        int before = (int) names.subList(0, at).stream().filter(having::contains).count();
        return before < given.length ? given[before] : otherwise;
    }
}
