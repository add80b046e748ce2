package org.espalier.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * Layers wired as any directed acyclic graph. Each step reads values by name and names what it yields: {@code name}
 * if that is one value, otherwise {@code name.0}, {@code name.1} and so on.
 *
 * @param inputs the names of what the whole reads, in order
 * @param steps the layers, each after those it reads from
 * @param outputs the names of what the whole yields, in order
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Dag(List<String> inputs, List<Step> steps, List<String> outputs) implements Layer {
    /** One layer of a {@link Dag}: its name, which is its scope too, and the values that it reads. */
    public record Step(String name, Layer layer, List<String> inputs) {
        public Step {
            inputs = List.copyOf(inputs);
        }
    }

    public Dag {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> values) {
        if (values.size() != inputs.size()) {
            throw new EspalierException("a graph of layers with the inputs " + inputs + " was given " + values.size()
                    + " values, at " + scope.path());
        }
        Map<String, Value> named = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            named.put(inputs.get(i), values.get(i));
        }
        for (Step step : steps) {
            List<Value> out = scope.call(step.name(), step.layer(), find(named, step.inputs(), scope, step.name()));
            for (int i = 0; i < out.size(); i++) {
                named.put(out.size() == 1 ? step.name() : step.name() + "." + i, out.get(i));
            }
        }
        return find(named, outputs, scope, "outputs");
    }

    private static List<Value> find(Map<String, Value> named, List<String> names, Scope scope, String reader) {
        List<Value> found = new ArrayList<>();
        for (String name : names) {
            Value v = named.get(name);
            if (v == null) {
                throw new EspalierException("'" + reader + "' reads '" + name + "', but there are only " + named.keySet()
                        + " before it" + (scope.path().isEmpty() ? "" : ", at " + scope.path()));
            }
            found.add(v);
        }
        return found;
    }
}
