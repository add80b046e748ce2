package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.tensor.Tensor;

/**
 * A graph in f64 such as no one would write, of 5 to 40 ops, with values that have several consumers, and several outputs.
 *
 * @param inputs a tensor for each input, in order
 */
record RandomDag(Graph graph, List<Tensor> inputs) {
    static final int LEAST = 5;
    static final int MOST = 40;

    /** Draws one op, or a few that belong together; null where no value suits. */
    @FunctionalInterface
    interface Template {
        Value draw(Drawing d);
    }

    /** The same number gives the same graph. */
    static RandomDag of(Gradients ours, long number) {
        List<Template> templates = new ArrayList<>();
        templates.addAll(ElementwiseTemplates.all());
        templates.addAll(ShapeTemplates.all());
        templates.addAll(SumTemplates.all());
        templates.addAll(LayerTemplates.all());
        SplittableRandom random = new SplittableRandom(number);
        while (true) {
            Drawing d = new Drawing(ours, random);
            int ops = LEAST + random.nextInt(MOST - LEAST);
            while (d.ops() < ops) {
                d.take(templates.get(random.nextInt(templates.size())).draw(d));
            }
            RandomDag drawn = d.finish();
            if (drawn.ops().size() >= LEAST && drawn.ops().size() <= MOST) {
                return drawn;
            }
        }
    }

    /** The nodes that compute something. */
    List<Node> ops() {
        return graph.nodes().stream().filter(n -> !n.inputs().isEmpty()).toList();
    }
}
