package org.espalier.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.espalier.backend.Buffer;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.plan.Execution;
import org.espalier.data.Dataset;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.training.Metric;

/**
 * Computes loss and metrics over data sets of the same fields. Examples run in batches of one size; what is missing in
 * the last is filled up with its first example at weight 0.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Evaluator {
    private static final String ROW_WEIGHT = "$rowWeight";
    /** The name of the loss among the figures. */
    public static final String LOSS = "loss";
    private final Model model;
    private final List<Objective> objectives;
    private final List<Measured> metrics;
    private final int batch;
    private final SortedSet<String> fields;
    private final Program program;
    private final List<Integer> statistics = new ArrayList<>();

    /**
     * @param types the data's fields
     * @param objectives what the loss consists of, each with the metrics of its output
     * @param metrics look at the first objective
     */
    public Evaluator(Model model, Map<String, TensorType> types, List<Objective> objectives, List<Metric> metrics, int batch) {
        this.model = model;
        this.objectives = List.copyOf(objectives);
        this.metrics = Measured.all(objectives, metrics);
        this.batch = batch;
        this.fields = LossTerms.fields(objectives, types);
        this.program = new Program(model.engine(), write(types), model.variables());
    }

    private Graph write(Map<String, TensorType> types) {
        GraphBuilder b = model.registry().graphBuilder();
        Graph net = model.inferenceGraph();
        List<Value> arguments = net.inputs().stream().map(p -> b.input(p.name(), p.type())).toList();
        List<Value> results = b.inline(net, arguments);
        Dim n = Dim.of(Input.BATCH);
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            outputs.put(net.outputs().get(i).name(), results.get(i));
        }
        Map<String, Value> given = new LinkedHashMap<>();
        fields.forEach(f -> given.put(f, b.input(LossTerms.port(model, f), types.get(f).batched(n))));
        Value rowWeight = b.input(ROW_WEIGHT, TensorType.of(DType.F64).batched(n));
        Value weight = LossTerms.weights(b, given, DType.F64, n).mul(rowWeight);
        Map<String, Value> sums = new LinkedHashMap<>();
        Value each = LossTerms.perExample(b, objectives, outputs, given).cast(DType.F64);
        put(sums, List.of(each.mul(weight).sum(), weight.sum()));
        metrics.forEach(m -> put(sums, m.statistics(b, outputs, given, weight.cast(model.dtype()))));
        return b.build(sums);
    }

    private void put(Map<String, Value> sums, List<Value> more) {
        more.forEach(v -> sums.put("s" + sums.size(), v));
        statistics.add(more.size());
    }

    /**
     * What was found over a data set.
     *
     * @param figures {@code loss}, then each metric by its name
     * @param tables what metrics know beyond their number, by the same names
     */
    @API(status = API.Status.STABLE, since = "0.1")
    public record Measures(Map<String, Double> figures, Map<String, Tensor> tables) {}

    /** The figures: {@code loss}, then each metric by its name. */
    public Map<String, Double> run(Dataset data) {
        return measure(data).figures();
    }

    /** The figures, and the tables of those metrics that have one. */
    public Measures measure(Dataset data) {
        if (data.size() == 0) {
            throw new DataException("there is nothing to evaluate: the data set is empty");
        }
        int size = Math.min(batch, data.size());
        List<Tensor> sums = program.use(new TreeMap<>(Map.of(Input.BATCH, (long) size)), e -> sum(e, data, size));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(LOSS, sums.get(0).item() / sums.get(1).item());
        Measures more = Measured.measures(metrics, sums.subList(statistics.get(0), sums.size()),
                statistics.subList(1, statistics.size()));
        figures.putAll(more.figures());
        return new Measures(figures, more.tables());
    }

    private List<Tensor> sum(Execution e, Dataset data, int size) {
        List<Graph.Port> outputs = e.plan().graph().outputs();
        List<double[]> totals = new ArrayList<>();
        outputs.forEach(p -> totals.add(new double[Math.toIntExact(p.type().shape().size())]));
        int[] rows = new int[size];
        for (int start = 0; start < data.size(); start += size) {
            fill(e, data, start, rows);
            e.run();
            for (int i = 0; i < totals.size(); i++) {
                Buffer out = e.output(outputs.get(i).name());
                for (int j = 0; j < out.length(); j++) {
                    totals.get(i)[j] += out.getDouble(j);
                }
            }
        }
        List<Tensor> sums = new ArrayList<>();
        for (int i = 0; i < totals.size(); i++) {
            sums.add(Tensor.rounded(outputs.get(i).type().withDType(DType.F64), totals.get(i)));
        }
        return sums;
    }

    private void fill(Execution e, Dataset data, int start, int[] rows) {
        Buffer weight = e.input(ROW_WEIGHT);
        for (int i = 0; i < rows.length; i++) {
            boolean real = start + i < data.size();
            rows[i] = real ? start + i : start;
            weight.setDouble(i, real ? 1 : 0);
        }
        for (Input input : model.network().inputs()) {
            data.read(input.name(), rows, rows.length, e.input(input.name()));
        }
        for (String field : fields) {
            data.read(field, rows, rows.length, e.input(LossTerms.port(model, field)));
        }
    }
}
