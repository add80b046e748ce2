package org.espalier.reference.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.autodiff.Differentiable;
import org.espalier.core.check.GradientCheck;
import org.espalier.core.check.GradientReport;
import org.espalier.core.check.Interpreter;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.Binder;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.OpSpecs;
import org.espalier.testkit.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.autodiff.samediff.SDVariable;

/** Values and gradients of every op that SameDiff has too, over the samples of the conformance kit in f64. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OpsAgainstSameDiffTest {
    private static final int MOST_ELEMENTS = 3000;
    private static final double TOLERANCE = 1e-12;

    private final Registry registry = Registry.discover();
    private final Engine engine = Engine.create(registry, Engine.REFERENCE, 1);
    private final Interpreter ours = new Interpreter(registry, engine.reference());

    /** Where it is known to go wrong; each time another witness has to be on our side. */
    private static final Set<String> SOMETIMES_WRONG = Set.of("Div", "Gather", "LogSoftmax", "MatMul", "Max", "Min", "Softplus");

    private static final class Row {
        int values;
        int gradients;
        int wrong;
        double valueError;
        double gradientError;
        final Map<String, Integer> refused = new TreeMap<>();

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d | %.1e | %d | %.1e | %d | %s", values, valueError, gradients, gradientError,
                    wrong, refused.entrySet().stream().map(e -> e.getValue() + "× " + e.getKey()).collect(Collectors.joining("; ")));
        }
    }

    @Test
    void everyOp() throws IOException {
        TreeSet<String> all = new TreeSet<>(SameDiffOps.SAME.keySet());
        all.addAll(SameDiffOps.LACKING.keySet());
        assertThat(registry.ops().stream().map(Op::id)).as("every op is either compared or listed with a reason").containsExactlyElementsOf(all);
        Map<String, OpSpec> specs = OpSpecs.discover(getClass().getClassLoader()).stream()
                .collect(Collectors.toMap(OpSpec::op, s -> s));
        Map<String, Row> rows = new LinkedHashMap<>();
        SameDiffOps.SAME.forEach((id, translation) -> rows.put(id, compare(registry.op(id), specs.get(id), translation)));
        write(rows);
        assertThat(rows).hasSize(47);
        assertThat(rows.values().stream().mapToInt(r -> r.values).sum()).isGreaterThanOrEqualTo(900);
        assertThat(rows.values().stream().mapToInt(r -> r.gradients).sum()).isGreaterThanOrEqualTo(600);
        rows.forEach((id, row) -> {
            assertThat(row.values).as("samples of " + id + " that were compared: " + row).isPositive();
            assertThat(row.valueError).as("values of " + id).isLessThanOrEqualTo(TOLERANCE);
            assertThat(row.gradientError).as("gradients of " + id).isLessThanOrEqualTo(TOLERANCE);
            assertThat(row.wrong).as("disagreements on " + id).isLessThanOrEqualTo(SOMETIMES_WRONG.contains(id) ? 20 : 0);
        });
    }

    private Row compare(Op op, OpSpec spec, SameDiffOps.Translation translation) {
        Row row = new Row();
        boolean real = spec.samples().stream().anyMatch(s -> spec.dtypes(s).contains(DType.F64));
        for (Sample s : spec.samples()) {
            if (real && !spec.dtypes(s).contains(DType.F64)) {
                // Its kernels do not look at what they are given: integers in some of them end the JVM.
                continue;
            }
            DType taken = real ? DType.F64 : spec.dtypes(s).stream().sorted().findFirst().orElseThrow();
            Graph graph = graph(op, s, taken);
            List<Tensor> inputs = s.inputs(taken);
            boolean fits = inputs.stream().allMatch(t -> t.size() > 0 && t.size() <= MOST_ELEMENTS)
                    && graph.outputs().get(0).type().shape().size() > 0;
            if (fits) {
                try {
                    compare(graph, inputs, translation, s, row);
                } catch (RuntimeException | Error e) {
                    row.refused.merge(reason(e), 1, Integer::sum);
                }
            }
        }
        return row;
    }

    private static String reason(Throwable e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceAll("\\[[^\\]]*\\]", "[..]").replace("|", "/");
        return e.getClass().getSimpleName() + " " + line.substring(0, Math.min(60, line.length()));
    }

    private Graph graph(Op op, Sample s, DType taken) {
        GraphBuilder b = registry.graphBuilder();
        List<Value> in = new ArrayList<>();
        for (TensorType t : s.declaredTypes(taken)) {
            in.add(b.input("in" + in.size(), t));
        }
        Graph declared = b.buildOf(b.apply(op, in, s.attributes(taken, registry)));
        return Binder.bind(registry.graphBuilder(), declared, s.binding());
    }

    private void compare(Graph graph, List<Tensor> inputs, SameDiffOps.Translation translation, Sample s, Row row) {
        Attributes attributes = graph.nodes().get(0).attributes();
        SameDiffGraph theirs = new SameDiffGraph();
        List<SDVariable> in = new ArrayList<>();
        for (Tensor t : inputs) {
            in.add(theirs.put("in" + in.size(), t));
        }
        SDVariable y = translation.write(theirs.sd, in, attributes);
        Tensor value = ours.run(graph, inputs).get(0);
        double error = error(value.toDoubles(), theirs.value(y));
        if (error <= TOLERANCE) {
            row.valueError = Math.max(row.valueError, error);
            row.values++;
        } else {
            assertThat(s.expected()).as(graph + "\ndiffers by " + error + ", and no other value is known").isPresent();
            assertThat(error(value.toDoubles(), s.expected().get().get(0))).as(graph.toString()).isLessThanOrEqualTo(TOLERANCE);
            row.wrong++;
        }
        boolean differentiable = value.dtype() == DType.F64 && inputs.stream().anyMatch(t -> t.dtype() == DType.F64);
        if (differentiable && s.noDifferences().isEmpty()) {
            Tensor u = Tensor.rounded(value.type(), new SplittableRandom(value.size()).doubles(value.size(), -1, 1).toArray());
            compareGradients(graph, inputs, u, theirs.gradients(y, u), row);
        }
    }

    private void compareGradients(Graph graph, List<Tensor> inputs, Tensor u, Map<String, double[]> theirs, Row row) {
        Map<String, double[]> actual = gradients(graph, inputs, u);
        double error = 0;
        for (String name : theirs.keySet()) {
            error = Math.max(error, error(actual.get(name), theirs.get(name)));
        }
        if (error <= TOLERANCE) {
            row.gradientError = Math.max(row.gradientError, error);
            row.gradients++;
        } else {
            differences(graph, inputs, u, theirs.keySet()).require(1e-7);
            row.wrong++;
        }
    }

    /** The third witness: differences of the sum of the output times u. */
    private GradientReport differences(Graph graph, List<Tensor> inputs, Tensor u, Set<String> with) {
        GraphBuilder b = registry.graphBuilder();
        Map<String, Tensor> point = new LinkedHashMap<>();
        List<Value> arguments = new ArrayList<>();
        for (Graph.Port p : graph.inputs()) {
            point.put(p.name(), inputs.get(arguments.size()));
            arguments.add(b.input(p.name(), p.type()));
        }
        Value sum = b.inline(graph, arguments).get(0).mul(b.constant(u)).sum();
        return GradientCheck.of(registry, b.build(Map.of("sum", sum)), "sum").run(point, with);
    }

    private Map<String, double[]> gradients(Graph graph, List<Tensor> inputs, Tensor u) {
        GraphBuilder b = registry.graphBuilder();
        List<Value> arguments = new ArrayList<>();
        graph.inputs().forEach(p -> arguments.add(b.input(p.name(), p.type())));
        Value cotangent = b.input("u", u.type());
        ValueMap map = Differentiable.inline(b, graph, arguments);
        List<Value> with = arguments.stream().filter(v -> v.dtype() == DType.F64).toList();
        List<Value> g = Autodiff.vjp(b, List.of(map.get(graph.outputs().get(0).edge())), List.of(cotangent), with);
        List<Tensor> all = new ArrayList<>(inputs);
        all.add(u);
        List<Tensor> results = ours.run(b.buildOf(g), all);
        Map<String, double[]> named = new LinkedHashMap<>();
        for (int i = 0; i < with.size(); i++) {
            named.put(graph.inputs().get(arguments.indexOf(with.get(i))).name(), results.get(i).toDoubles());
        }
        return named;
    }

    /** The largest difference, over the larger of 1 and the largest element. */
    private static double error(double[] ours, double[] theirs) {
        if (ours.length != theirs.length) {
            return Double.POSITIVE_INFINITY;
        }
        double size = 1;
        double most = 0;
        for (int i = 0; i < ours.length; i++) {
            size = Double.isFinite(ours[i]) ? Math.max(size, Math.abs(ours[i])) : size;
            double d = Double.compare(ours[i], theirs[i]) == 0 ? 0 : Math.abs(ours[i] - theirs[i]);
            // Written so that NaN counts as the worst.
            most = d <= most ? most : d;
        }
        return most / size;
    }

    private static void write(Map<String, Row> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# Ops against SameDiff in f64", "",
                "| op | values | largest error | gradients | largest error | SameDiff wrong | refused by SameDiff |", "|---|---|---|---|---|---|---|"));
        rows.forEach((id, row) -> lines.add("| " + id + " | " + row + " |"));
        lines.add("");
        SameDiffOps.LACKING.forEach((id, reason) -> lines.add("- " + id + ": " + reason));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "samediff-ops.md"), lines);
    }
}
