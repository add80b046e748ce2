package org.espalier.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.data.Dataset;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The losses of a data set that are not reduced. */
final class ExampleLosses {
    private static final String EACH = "each";

    private ExampleLosses() {}

    static double[] of(Model model, List<Objective> objectives, Dataset data) {
        Map<String, TensorType> types = data.fields();
        List<String> fields = new ArrayList<>(LossTerms.fields(objectives, types));
        fields.remove(Dataset.WEIGHT);
        GraphBuilder b = model.registry().graphBuilder();
        Graph net = model.inferenceGraph();
        List<Value> results = b.inline(net, net.inputs().stream().map(p -> b.input(p.name(), p.type())).toList());
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            outputs.put(net.outputs().get(i).name(), results.get(i));
        }
        Map<String, Value> given = new LinkedHashMap<>();
        fields.forEach(f -> given.put(f, b.input(LossTerms.port(model, f), types.get(f).batched(Dim.of(Input.BATCH)))));
        Value each = LossTerms.perExample(b, objectives, outputs, given).cast(DType.F64);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        model.inputNames().forEach(name -> tensors.put(name, data.all(name)));
        fields.forEach(f -> tensors.put(LossTerms.port(model, f), data.all(f)));
        return new Program(model.engine(), b.build(Map.of(EACH, each)), model.variables()).run(tensors).get(EACH).toDoubles();
    }
}
