package org.espalier.core.op.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.tensor.TensorType;

/**
 * How a recurrent op is written to ONNX and read from it. Optional inputs that are left out have an empty name there. The
 * layout with the batch first, which ONNX has from opset 14 on and runtimes hardly, is written as its decomposition.
 */
record RecurrentForm(Cell cell) implements OnnxMapping {
    private static final int SINCE = 7;
    private static final List<String> FLAGS = List.of("input_forget", "linear_before_reset");
    private static final List<String> NUMBERS = List.of("activation_alpha", "activation_beta");

    @Override
    public int sinceOpset() {
        return SINCE;
    }

    @Override
    public int sinceOpset(Node node) {
        return node.attributes().longValue("layout", 0) == 0 ? SINCE : Integer.MAX_VALUE;
    }

    @Override
    public void write(Node node, OnnxTarget target) {
        List<TensorType> types = node.inputTypes();
        Recurrence r = Recurrence.of(cell, types, node.attributes());
        List<String> inputs = new ArrayList<>(target.inputs().subList(0, Recurrence.REQUIRED));
        for (String name : cell.optional()) {
            int at = r.index(name);
            inputs.add(at < 0 ? "" : target.inputs().get(at));
        }
        while (inputs.get(inputs.size() - 1).isEmpty()) {
            inputs.remove(inputs.size() - 1);
        }
        Attributes given = node.attributes();
        Attributes written = given.only(List.of("direction", "activations", "clip")).with("hidden_size", r.hidden().length());
        for (String name : NUMBERS) {
            if (given.has(name) && given.doubles(name).length > 0) {
                written = written.with(name, given.doubles(name));
            }
        }
        for (String name : FLAGS) {
            if (given.flag(name, false)) {
                written = written.with(name, 1);
            }
        }
        target.node(cell.op(), inputs, target.outputs().subList(0, 1 + cell.states().size()), written);
    }

    /** What stands in the file, with our names and kinds for the attributes. */
    List<Value> read(OnnxNode node) {
        List<Value> inputs = new ArrayList<>(List.of(node.input(0), node.input(1), node.input(2)));
        List<String> optional = new ArrayList<>();
        for (int i = 0; i < cell.optional().size(); i++) {
            if (node.has(Recurrence.REQUIRED + i)) {
                optional.add(cell.optional().get(i));
                inputs.add(node.input(Recurrence.REQUIRED + i));
            }
        }
        Attributes given = node.attributes();
        Attributes read = given.only(List.of("hidden_size", "layout", "activation_alpha", "activation_beta"))
                .with("optional", optional)
                .with("direction", given.string("direction", "forward").toLowerCase(Locale.ROOT));
        if (given.has("activations")) {
            read = read.with("activations", given.strings("activations").stream().map(CellActivation::spelled).toList());
        }
        if (given.doubleValue("clip", 0) > 0) {
            read = read.with("clip", given.doubleValue("clip"));
        }
        for (String name : FLAGS) {
            read = read.with(name, given.longValue(name, 0) != 0);
        }
        return node.ops().apply(cell.op(), inputs, read).subList(0, 1 + cell.states().size());
    }
}
