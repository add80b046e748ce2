package org.espalier.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.core.engine.Engine;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.graph.Graph;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Directional derivatives of a function in f64 by central differences, beside its vector-Jacobian product. */
final class Directional {
    /** Domains keep further than this from kinks. */
    private static final double STEP = 1e-3;

    private final List<Tensor> point;
    private final Execution function;
    private final Graph graph;
    private final Engine engine;
    private final double tolerance;

    Directional(Subject s, Graph graph, List<Tensor> point, double tolerance) {
        this.engine = s.engines().reference();
        this.graph = graph;
        this.point = point;
        this.function = Plan.of(engine, graph).execution();
        this.tolerance = tolerance;
    }

    /** Elements between -1 and 1. */
    static Tensor random(TensorType type, SplittableRandom random) {
        int n = Math.toIntExact(type.shape().size());
        return Tensor.rounded(type, random.doubles(n, -1, 1).toArray());
    }

    /**
     * Compares for each floating input, twice.
     *
     * @param vjp from the inputs and cotangents to cotangents
     * @return the largest error
     */
    double compare(Graph vjp, String place, Findings f) {
        SplittableRandom random = new SplittableRandom(place.hashCode());
        double worst = 0;
        for (int round = 0; round < 2; round++) {
            List<Tensor> u = new ArrayList<>();
            graph.outputs().forEach(p -> u.add(p.type().dtype().isFloating() ? random(p.type(), random) : null));
            List<Tensor> all = new ArrayList<>(point);
            u.stream().filter(t -> t != null).forEach(all::add);
            List<Tensor> cotangents = Engines.run(engine, vjp, all);
            int k = 0;
            for (int i = 0; i < point.size(); i++) {
                if (point.get(i).dtype() == DType.F64) {
                    worst = Math.max(worst, compare(i, u, cotangents.get(k++), random, place, f));
                }
            }
        }
        return worst;
    }

    private double compare(int input, List<Tensor> u, Tensor cotangent, SplittableRandom random, String place, Findings f) {
        Tensor v = random(point.get(input).type(), random);
        double ours = dot(cotangent, v);
        // Two step lengths, extrapolated to none: the error of order h² drops out.
        double wide = quotient(input, v, u, STEP);
        double narrow = quotient(input, v, u, STEP / 2);
        double theirs = (4 * narrow - wide) / 3;
        double error = Math.abs(ours - theirs) / Math.max(1, Math.max(Math.abs(ours), Math.abs(theirs)));
        f.require(error <= tolerance, place + ", input " + input, () -> "<vjp(u), v> is " + ours
                + ", but differences say " + theirs + " (relative error " + error + ")");
        return error;
    }

    private double quotient(int input, Tensor v, List<Tensor> u, double h) {
        return (at(input, v, u, h) - at(input, v, u, -h)) / (2 * h);
    }

    private double at(int input, Tensor v, List<Tensor> u, double h) {
        for (int i = 0; i < point.size(); i++) {
            function.input(graph.inputs().get(i).name()).copyFrom(point.get(i));
        }
        double[] moved = point.get(input).toDoubles();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += h * v.getDouble(i);
        }
        function.input(graph.inputs().get(input).name()).copyFrom(Tensor.rounded(v.type(), moved));
        function.run();
        double sum = 0;
        for (int i = 0; i < u.size(); i++) {
            if (u.get(i) != null) {
                sum += dot(function.result(graph.outputs().get(i).name()), u.get(i));
            }
        }
        return sum;
    }

    private static double dot(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.getDouble(i) * b.getDouble(i);
        }
        return sum;
    }
}
