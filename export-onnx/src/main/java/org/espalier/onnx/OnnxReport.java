package org.espalier.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/**
 * What was written.
 *
 * @param file the model
 * @param dataFile the file beside it that holds the weights, where there is one
 * @param bytes the size of both together
 * @param irVersion the version of the format
 * @param opset the opset of the default domain
 * @param nodes how many nodes there are of each ONNX operator
 * @param inputs the types of the declared inputs by name, in order
 * @param outputs the types of the outputs by name, in order
 * @param weights the number of initializers, constants among them
 * @param decomposed how many nodes of each op were written as their decomposition
 * @param warnings what is worth knowing
 */
@API(status = API.Status.STABLE, since = "0.1")
public record OnnxReport(Path file, Optional<Path> dataFile, long bytes, int irVersion, int opset,
        SortedMap<String, Integer> nodes, Map<String, TensorType> inputs, Map<String, TensorType> outputs, int weights,
        SortedMap<String, Integer> decomposed, List<String> warnings) {

    /** A few lines for a person. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(file).append(dataFile.map(d -> " and " + d.getFileName()).orElse("")).append(": ONNX opset ").append(opset)
                .append(", IR version ").append(irVersion).append(", ").append(String.format(Locale.ROOT, "%,d", bytes)).append(" bytes\n");
        text.append("  inputs     ").append(ports(inputs)).append('\n');
        text.append("  outputs    ").append(ports(outputs)).append('\n');
        text.append("  nodes      ").append(counts(nodes)).append(", ").append(weights).append(" initializers\n");
        if (!decomposed.isEmpty()) {
            text.append("  decomposed ").append(counts(decomposed)).append('\n');
        }
        warnings.forEach(w -> text.append("  note       ").append(w).append('\n'));
        return text.toString();
    }

    private static String ports(Map<String, TensorType> ports) {
        return ports.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }

    private static String counts(SortedMap<String, Integer> counts) {
        return counts.isEmpty() ? "none" : counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }
}
