package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.espalier.core.graph.Binder;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.reference.samediff.Difference.Kind;
import org.espalier.reference.samediff.Translations.Translation;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.nd4j.autodiff.samediff.SDVariable;

/** One op over the samples of its spec, in f64, or where it has no f64 in the first dtype that it has. */
final class OpComparison {
    static final double TOLERANCE = 1e-12;
    private static final double DIFFERENCES = 1e-6;
    private static final int MOST_ELEMENTS = 3000;

    private final Gradients ours;
    private final Op op;
    private final OpSpec spec;
    private final Translations table;

    private DType taken;
    private List<Difference> known;

    final Figures values = new Figures();
    final Figures gradients = new Figures();
    /** Of the other form, where SameDiff's own op differs. */
    final Figures otherValues = new Figures();
    final Figures otherGradients = new Figures();
    /** Samples that are not compared: without elements, large, of integers, with gradients at kinks. */
    final Map<String, Integer> left = new LinkedHashMap<>();
    /** On how many samples each known difference was expected. */
    final Map<Difference, Integer> seen = new LinkedHashMap<>();
    /** Those of them that were really different at least once. */
    final Set<Difference> certain = new HashSet<>();
    /** What is not explained. */
    final List<String> surprises = new ArrayList<>();

    /** How many agree, and by how much they differ. */
    static final class Figures {
        int count;
        double error;

        /** Where a difference is known, agreement is chance: it depends on what lies in memory. */
        boolean agree(double e, boolean known) {
            if (known || !(e <= TOLERANCE)) {
                return false;
            }
            error = Math.max(error, e);
            count++;
            return true;
        }
    }

    OpComparison(Gradients ours, Op op, OpSpec spec, Translations table) {
        this.ours = ours;
        this.op = op;
        this.spec = spec;
        this.table = table;
    }

    OpComparison run() {
        boolean real = spec.samples().stream().anyMatch(s -> spec.dtypes(s).contains(DType.F64));
        for (Sample s : spec.samples()) {
            if (real && !spec.dtypes(s).contains(DType.F64)) {
                // Its kernels do not look at what they are given: integers in some of them end the JVM.
                left.merge(spec.dtypes(s).contains(DType.F32) ? "in f32 only" : "of integers", 1, Integer::sum);
                continue;
            }
            taken = real ? DType.F64 : spec.dtypes(s).stream().sorted().findFirst().orElseThrow();
            Graph graph = graph(s, taken);
            List<Tensor> inputs = s.inputs(taken);
            if (inputs.stream().anyMatch(t -> t.size() == 0) || graph.outputs().stream().allMatch(p -> p.type().shape().size() == 0)) {
                left.merge("without elements", 1, Integer::sum);
            } else if (inputs.stream().anyMatch(t -> t.size() > MOST_ELEMENTS)) {
                left.merge("of more than " + MOST_ELEMENTS + " elements", 1, Integer::sum);
            } else {
                compare(s, graph, inputs);
            }
        }
        return this;
    }

    private Graph graph(Sample s, DType taken) {
        GraphBuilder b = ours.registry.graphBuilder();
        List<Value> in = new ArrayList<>();
        for (TensorType t : s.declaredTypes(taken)) {
            in.add(b.input("in" + in.size(), t));
        }
        Graph declared = b.buildOf(b.apply(op, in, s.attributes(taken, ours.registry)));
        return Binder.bind(ours.registry.graphBuilder(), declared, s.binding());
    }

    private void compare(Sample s, Graph graph, List<Tensor> inputs) {
        Difference.Case at = new Difference.Case(graph.nodes().get(0), inputs);
        known = table.differences;
        boolean different = explained(Kind.NOT_RUN, at, d -> true) || !compare(s, graph, at, table.same.get(op.id()), values, gradients);
        Translation otherwise = table.otherwise.get(op.id());
        if (different && otherwise != null) {
            // Nothing is known that could be different in this form.
            known = List.of();
            compare(s, graph, at, otherwise, otherValues, otherGradients);
        }
    }

    /** Whether all agrees. */
    private boolean compare(Sample s, Graph graph, Difference.Case at, Translation form, Figures ofValues, Figures ofGradients) {
        SameDiffGraph theirs = new SameDiffGraph();
        List<SDVariable> in = new ArrayList<>();
        at.inputs().forEach(t -> in.add(theirs.put("in" + in.size(), t)));
        List<SDVariable> y;
        List<double[]> results = new ArrayList<>();
        try {
            y = form.write(new Call(theirs.sd, at.node(), in));
            // Residual outputs may be left out on either side.
            y = y.subList(0, Math.min(y.size(), at.node().outputs().size()));
            y.forEach(v -> results.add(theirs.value(v)));
        } catch (RuntimeException | Error e) {
            return expect(Double.NaN, Kind.NO_VALUE, s, at, () -> String.valueOf(e), d -> true);
        }
        if (y.isEmpty()) {
            return false;
        }
        List<Tensor> actual = ours.values(graph, at.inputs());
        double error = 0;
        for (int i = 0; i < results.size(); i++) {
            error = Math.max(error, Gradients.error(actual.get(i).toDoubles(), results.get(i)));
        }
        double e = error;
        boolean agrees = ofValues.agree(e, covered(at, Kind.VALUE)) || expect(e, Kind.VALUE, s, at,
                () -> "values differ by " + e + ": " + text(actual.get(0).toDoubles()) + " and theirs " + text(results.get(0)),
                d -> Witness.values(spec, s, taken, ours.registry, actual) || stated(at, actual));
        return compareGradients(s, graph, at, theirs, y, ofGradients) && agrees;
    }

    private boolean stated(Difference.Case at, List<Tensor> actual) {
        return table.witnesses.containsKey(op.id()) && Witness.agree(actual, table.witnesses.get(op.id()).apply(at));
    }

    private boolean compareGradients(Sample s, Graph graph, Difference.Case at, SameDiffGraph theirs, List<SDVariable> y, Figures figures) {
        List<Graph.Port> of = Gradients.real(graph.outputs().subList(0, y.size())).stream()
                .filter(p -> p.type().shape().size() > 0).toList();
        if (of.isEmpty() || Gradients.real(graph.inputs()).isEmpty()) {
            return true;
        }
        if (s.noDifferences().isPresent()) {
            left.merge("gradients: " + s.noDifferences().get(), 1, Integer::sum);
            return true;
        }
        List<Tensor> u = of.stream().map(p -> Gradients.cotangent(p.type(), p.type().shape().size())).toList();
        List<SDVariable> with = of.stream().map(p -> y.get(graph.outputs().indexOf(p))).toList();
        Map<String, double[]> expected;
        try {
            expected = theirs.gradients(with, u);
        } catch (RuntimeException | Error e) {
            return expect(Double.NaN, Kind.NO_GRADIENT, s, at, () -> String.valueOf(e), d -> true);
        }
        Map<String, double[]> actual = ours.gradients(graph, at.inputs(), of, u);
        double error = 0;
        for (String name : expected.keySet()) {
            error = Math.max(error, Gradients.error(actual.get(name), expected.get(name)));
        }
        double e = error;
        return figures.agree(e, covered(at, Kind.GRADIENT)) || expect(e, Kind.GRADIENT, s, at,
                () -> "gradients differ by " + e, d -> ours.differences(graph, at.inputs(), of, u).passed(DIFFERENCES));
    }

    /** A difference has to be listed, and the witness on our side; false. */
    private boolean expect(double error, Kind kind, Sample s, Difference.Case at, Supplier<String> what, Predicate<Difference> witness) {
        if (error <= TOLERANCE) {
            seen.merge(known.stream().filter(d -> d.covers(kind, at)).findFirst().orElseThrow(), 1, Integer::sum);
        } else if (!explained(kind, at, witness)) {
            surprises.add(op.id() + " [" + s.name() + "] " + at.attributes() + " " + at.node().inputTypes() + " " + kind + ": "
                    + what.get().lines().limit(3).toList() + "; the witness is " + (witness.test(null) ? "" : "not ") + "on our side");
        }
        return false;
    }

    private boolean covered(Difference.Case at, Kind kind) {
        return known.stream().anyMatch(d -> d.covers(kind, at));
    }

    private boolean explained(Kind kind, Difference.Case at, Predicate<Difference> witness) {
        for (Difference d : known) {
            if (d.covers(kind, at) && witness.test(d)) {
                seen.merge(d, 1, Integer::sum);
                certain.add(d);
                return true;
            }
        }
        return false;
    }

    private static String text(double[] x) {
        return java.util.Arrays.toString(java.util.Arrays.copyOf(x, Math.min(12, x.length)));
    }
}
