package org.espalier.core.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.Shape;

/** Replaces the names of dims by numbers, which is done before anything is decomposed or differentiated. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Binder {
    private Binder() {}

    /** The graph with names bound; types are inferred again from the inputs on. */
    public static Graph bind(GraphBuilder into, Graph graph, Map<String, Long> binding) {
        List<Value> arguments = graph.inputs().stream()
                .map(p -> into.input(p.name(), p.type().bind(binding)))
                .toList();
        List<Value> outputs = into.inline(graph, arguments, a -> bind(into, a, binding));
        Map<String, Value> named = new LinkedHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            named.put(graph.outputs().get(i).name(), outputs.get(i));
        }
        return into.build(named);
    }

    private static Attributes bind(GraphBuilder builder, Attributes attributes, Map<String, Long> binding) {
        return attributes.map(v -> v instanceof Shape s ? s.bind(binding)
                : v instanceof Graph g ? bind(builder.fresh(), g, binding)
                : v);
    }
}
