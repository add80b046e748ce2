package org.espalier.core.fit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.check.GradientCheck;
import org.espalier.core.check.GradientReport;
import org.espalier.core.model.LossTerms;
import org.espalier.core.model.Model;
import org.espalier.core.model.Traced;
import org.espalier.data.Batch;
import org.espalier.graph.Graph;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Checks the gradients of a whole network under its training's loss, penalties included, in f64. */
final class NetworkGradients {
    private NetworkGradients() {}

    static GradientReport check(Model model, Training training, Batch batch) {
        Model twin = inDouble(model);
        Map<String, Tensor> fields = new HashMap<>();
        Map<String, TensorType> types = new HashMap<>();
        batch.fields().forEach((name, t) -> {
            Tensor wide = t.dtype().isFloating() ? t.to(DType.F64) : t;
            fields.put(name, wide);
            types.put(name, wide.type().withShape(wide.shape().without(0)));
        });
        long count = fields.values().iterator().next().shape().length(0);
        Graph graph = StepGraph.of(twin, training, types, count, StepGraph.Kind.ACCUMULATE).graph();
        Map<String, Tensor> point = new TreeMap<>();
        for (Graph.Port p : graph.inputs()) {
            point.put(p.name(), value(p, twin, training, fields));
        }
        List<String> trained = graph.inputs().stream()
                .map(Graph.Port::name)
                .filter(n -> graph.outputs().stream().anyMatch(o -> o.name().equals(Traced.UPDATE + StepGraph.ACCUMULATOR + n)))
                .toList();
        return GradientCheck.of(twin.registry(), graph, StepGraph.LOSS).run(point, trained);
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
