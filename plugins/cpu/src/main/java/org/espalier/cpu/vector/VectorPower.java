package org.espalier.cpu.vector;

import static org.espalier.cpu.arith.Power.FRACTION;
import static org.espalier.cpu.arith.Power.ONE_BITS;
import static org.espalier.cpu.arith.Power.ROUNDER_BITS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Power;

/** x^y, half as many elements at a time as there are in a vector, since what is in between is f64. */
final class VectorPower {
    private static final VectorSpecies<Float> F = Vectors.HALF_FLOATS;
    private static final VectorSpecies<Double> D = Vectors.DOUBLES;
    private static final int WIDTH = F.length();

    private VectorPower() {}

    static final BlockFunction POW = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int from = at[0], of = at[1], i = 0;
        DoubleVector l0 = DoubleVector.broadcast(D, Power.L0), l1 = DoubleVector.broadcast(D, Power.L1);
        DoubleVector l2 = DoubleVector.broadcast(D, Power.L2), l3 = DoubleVector.broadcast(D, Power.L3);
        DoubleVector l4 = DoubleVector.broadcast(D, Power.L4);
        DoubleVector e0 = DoubleVector.broadcast(D, Power.E0), e1 = DoubleVector.broadcast(D, Power.E1);
        DoubleVector e2 = DoubleVector.broadcast(D, Power.E2), e3 = DoubleVector.broadcast(D, Power.E3);
        DoubleVector e4 = DoubleVector.broadcast(D, Power.E4), e5 = DoubleVector.broadcast(D, Power.E5);
        DoubleVector e6 = DoubleVector.broadcast(D, Power.E6), e7 = DoubleVector.broadcast(D, Power.E7);
        for (int end = F.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(F, a, from + i), y = FloatVector.fromArray(F, b, of + i);
            DoubleVector c = (DoubleVector) x.abs().convertShape(VectorOperators.F2D, D, 0);
            DoubleVector w = (DoubleVector) y.convertShape(VectorOperators.F2D, D, 0);
            LongVector bits = c.reinterpretAsLongs();
            LongVector k = bits.add(ONE_BITS - Power.ROOT_HALF_BITS).lanewise(VectorOperators.LSHR, FRACTION)
                    .sub(ONE_BITS >>> FRACTION);
            DoubleVector m = bits.sub(k.lanewise(VectorOperators.LSHL, FRACTION)).reinterpretAsDoubles();
            DoubleVector s = m.sub(1).div(m.add(1));
            DoubleVector z = s.mul(s);
            DoubleVector q = z.fma(l4, l3);
            q = q.fma(z, l2);
            q = q.fma(z, l1);
            q = q.fma(z, l0);
            DoubleVector e = k.add(ROUNDER_BITS).reinterpretAsDoubles().sub(Power.ROUNDER);
            DoubleVector log = s.fma(q, e);
            log = log.blend(Double.NEGATIVE_INFINITY, c.compare(VectorOperators.EQ, 0));
            log = c.blend(log, c.compare(VectorOperators.LE, Float.MAX_VALUE));
            DoubleVector u = log.mul(w).min(Power.MOST).max(-Power.MOST);
            DoubleVector t = u.add(Power.ROUNDER);
            DoubleVector r = u.sub(t.sub(Power.ROUNDER));
            DoubleVector p = r.fma(e7, e6);
            p = p.fma(r, e5);
            p = p.fma(r, e4);
            p = p.fma(r, e3);
            p = p.fma(r, e2);
            p = p.fma(r, e1);
            p = p.fma(r, e0);
            LongVector scale = t.reinterpretAsLongs().sub(ROUNDER_BITS).lanewise(VectorOperators.LSHL, FRACTION)
                    .add(ONE_BITS);
            FloatVector v = (FloatVector) p.mul(scale.reinterpretAsDoubles()).convertShape(VectorOperators.D2F, F, 0);

            // The sign or the special value that x^y has.
            FloatVector d = y.abs(), half = d.mul(0.5f);
            VectorMask<Float> integer = d.compare(VectorOperators.GE, Power.INTEGERS)
                    .or(d.add(Power.INTEGERS).sub(Power.INTEGERS).compare(VectorOperators.EQ, d));
            VectorMask<Float> even = half.compare(VectorOperators.GE, Power.INTEGERS)
                    .or(half.add(Power.INTEGERS).sub(Power.INTEGERS).compare(VectorOperators.EQ, half));
            VectorMask<Float> minus = x.reinterpretAsInts().compare(VectorOperators.LT, 0).cast(F);
            v = v.blend(v.neg(), minus.and(integer).andNot(even));
            VectorMask<Float> none = x.compare(VectorOperators.LT, 0)
                    .and(x.compare(VectorOperators.GE, -Float.MAX_VALUE)).andNot(integer);
            v = v.blend(Float.NaN, none);
            VectorMask<Float> unit = x.compare(VectorOperators.EQ, -1)
                    .and(d.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            v.blend(1, unit.or(x.compare(VectorOperators.EQ, 1)).or(y.compare(VectorOperators.EQ, 0)))
                    .intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = Power.pow(a[from + i], b[of + i]);
        }
    };
}
