package org.espalier.core.fit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.check.Backpropagation;
import org.espalier.core.check.GradientCheck;
import org.espalier.core.check.GradientReport;
import org.espalier.core.model.LossTerms;
import org.espalier.core.model.Model;
import org.espalier.core.model.Traced;
import org.espalier.data.Batch;
import org.espalier.graph.Graph;
import org.espalier.graph.WorkedGraph;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The gradients of a whole network under its training's loss, penalties included, outside a run: checked, or to be looked at. */
final class NetworkGradients {
    private NetworkGradients() {}

    static GradientReport check(Model model, Training training, Batch batch) {
        Model twin = inDouble(model);
        Map<String, Tensor> fields = new HashMap<>();
        batch.fields().forEach((name, t) -> fields.put(name, t.dtype().isFloating() ? t.to(DType.F64) : t));
        Graph graph = graph(twin, training, fields);
        Map<String, Tensor> point = point(graph, twin, training, fields);
        List<String> trained = graph.inputs().stream()
                .map(Graph.Port::name)
                .filter(n -> graph.outputs().stream().anyMatch(o -> o.name().equals(Traced.UPDATE + StepGraph.ACCUMULATOR + n)))
                .toList();
        return GradientCheck.of(twin.registry(), graph, StepGraph.LOSS).run(point, trained);
    }

    static WorkedGraph work(Model model, Training training, Batch batch) {
        Graph graph = graph(model, training, batch.fields());
        return Backpropagation.of(model.engine(), graph, StepGraph.LOSS, point(graph, model, training, batch.fields()));
    }

    private static Graph graph(Model model, Training training, Map<String, Tensor> fields) {
        Map<String, TensorType> types = new HashMap<>();
        fields.forEach((name, t) -> types.put(name, t.type().withShape(t.shape().without(0))));
        long count = fields.values().iterator().next().shape().length(0);
        return StepGraph.of(model, training, types, count, StepGraph.Kind.ACCUMULATE).graph();
    }

    private static Map<String, Tensor> point(Graph graph, Model model, Training training, Map<String, Tensor> fields) {
        Map<String, Tensor> point = new TreeMap<>();
        graph.inputs().forEach(p -> point.put(p.name(), value(p, model, training, fields)));
        return point;
    }

    private static Tensor value(Graph.Port p, Model twin, Training training, Map<String, Tensor> fields) {
        if (p.name().equals(Traced.SEED)) {
            return Tensor.scalar(training.seed());
        }
        if (twin.variables().types().containsKey(p.name())) {
            return twin.weight(p.name());
        }
        Tensor field = fields.entrySet().stream()
                .filter(f -> p.name().equals(f.getKey()) || p.name().equals(LossTerms.port(twin, f.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        return field != null ? field : Tensor.zeros(p.type());
    }

    private static Model inDouble(Model model) {
        Map<String, Tensor> weights = new HashMap<>();
        model.weights().forEach((path, t) -> weights.put(path, t.to(DType.F64)));
        return Model.of(model.engine(), model.network(), DType.F64, weights);
    }
}
