package org.espalier.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.tensor.TensorType;

/** The table of a network's layers: where each stands, what it is, what it yields, how many parameters it has. */
final class Summary {
    private Summary() {}

    static String of(Traced traced) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"layer", "type", "output", "parameters"});
        for (Traced.Call c : traced.calls()) {
            String shapes = c.outputs().stream().map(TensorType::toString).collect(Collectors.joining(" "));
            rows.add(new String[] {c.path(), c.type(), shapes, String.format("%,d", own(traced, c))});
        }
        long trained = traced.parameters().stream().mapToLong(p -> p.type().shape().size()).sum();
        long kept = traced.states().stream().mapToLong(s -> s.type().shape().size()).sum();
        String counts = String.format("parameters: %,d%s%n", trained,
                kept == 0 ? "" : String.format(", states: %,d", kept));
        String hints = traced.hints().stream().map(h -> String.format("hint: %s%n", h)).collect(Collectors.joining());
        return table(rows) + counts + hints;
    }

    /** The parameters of the layer itself; those of the layers within it are counted in their own rows. */
    private static long own(Traced traced, Traced.Call call) {
        return traced.parameters().stream()
                .filter(p -> parent(p.spec().path()).equals(call.path()))
                .mapToLong(p -> p.type().shape().size())
                .sum();
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String table(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(String.format(i == row.length - 1 ? "%" + widths[i] + "s" : "%-" + widths[i] + "s  ", row[i]));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
