package org.espalier.report.html;

import static org.espalier.report.chart.SvgPainter.coordinate;
import static org.espalier.report.chart.SvgPainter.escape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.espalier.report.chart.SvgPainter;
import org.espalier.report.html.NetworkParts.Part;
import org.espalier.report.recording.Distribution;
import org.espalier.report.recording.Recording.GraphNode;

/**
 * A network as an SVG element: data flows down, each box stands below all it reads from. In a box stand, where they were
 * looked at, the mean and the deviation of what the layer yielded in the last step that was looked at, and the norm of the
 * loss's derivative by its parameters.
 */
final class GraphDrawing {
    private static final int WIDTH = 190;
    private static final int LINE = 15;
    private static final int LINES = 3;
    private static final int GAP_X = 26;
    private static final int GAP_Y = 34;
    private static final int MOST_LETTERS = 28;

    private final Map<Part, Double> centre = new HashMap<>();
    private final Map<Part, Integer> row = new HashMap<>();
    private final StringBuilder svg = new StringBuilder();
    private final List<Distribution> seen;
    private final int height;

    private GraphDrawing(List<Part> parts, List<Distribution> seen) {
        this.seen = seen;
        this.height = 9 + LINE * (LINES + parts.stream().mapToInt(p -> numbers(p).size()).max().orElse(0));
    }

    /** With what was seen within the network, or nothing. */
    static String of(List<GraphNode> graph, List<Distribution> seen) {
        List<Part> parts = NetworkParts.of(graph);
        return new GraphDrawing(parts, seen).draw(parts);
    }

    private String draw(List<Part> parts) {
        TreeMap<Integer, List<Part>> rows = rows(parts);
        int widest = rows.values().stream().mapToInt(List::size).max().orElse(1);
        int width = (widest + 1) * (WIDTH + GAP_X);
        int whole = rows.size() * (height + GAP_Y) + GAP_Y;
        rows.forEach((rank, members) -> place(members, width));
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" id=\"network\" aria-label=\"The network\" viewBox=\"0 0 ")
                .append(width).append(' ').append(whole).append("\" width=\"").append(width).append("\" height=\"")
                .append(whole).append("\">");
        parts.forEach(p -> p.sources.forEach(s -> edge(s, p)));
        parts.forEach(this::box);
        return svg.append("</svg>").toString();
    }

    private TreeMap<Integer, List<Part>> rows(List<Part> parts) {
        TreeMap<Integer, List<Part>> rows = new TreeMap<>();
        Map<Part, Integer> ranks = new HashMap<>();
        for (Part p : parts) {
            rank(p, ranks);
        }
        for (Part p : parts) {
            row.put(p, ranks.get(p));
            rows.computeIfAbsent(ranks.get(p), r -> new ArrayList<>()).add(p);
        }
        return rows;
    }

    private static int rank(Part p, Map<Part, Integer> ranks) {
        Integer known = ranks.get(p);
        if (known != null) {
            return known;
        }
        int rank = p.sources.stream().mapToInt(s -> rank(s, ranks)).max().orElse(-1) + 1;
        ranks.put(p, rank);
        return rank;
    }

    /** Boxes of a row stand in the order of what they read from, the row in the middle. */
    private void place(List<Part> members, int width) {
        members.sort(Comparator.comparingDouble(p -> p.sources.stream().mapToDouble(s -> centre.getOrDefault(s, 0.0)).average()
                .orElse(0)));
        double left = (width - members.size() * (WIDTH + GAP_X) + GAP_X) / 2.0;
        for (int i = 0; i < members.size(); i++) {
            centre.put(members.get(i), left + i * (WIDTH + GAP_X) + WIDTH / 2.0);
        }
    }

    private double top(Part p) {
        return GAP_Y / 2.0 + row.get(p) * (height + GAP_Y);
    }

    /** An edge that passes rows goes round at the side. */
    private void edge(Part from, Part to) {
        double x1 = centre.get(from);
        double y1 = top(from) + height;
        double x2 = centre.get(to);
        double y2 = top(to);
        double aside = row.get(to) - row.get(from) > 1 ? WIDTH * 0.75 : 0;
        svg.append("<path class=\"edge\" d=\"M").append(coordinate(x1)).append(' ').append(coordinate(y1)).append("C")
                .append(coordinate(x1 + aside)).append(' ').append(coordinate(y1 + GAP_Y)).append(' ')
                .append(coordinate(x2 + aside)).append(' ').append(coordinate(y2 - GAP_Y)).append(' ')
                .append(coordinate(x2)).append(' ').append(coordinate(y2)).append("\"/>");
    }

    private void box(Part p) {
        double x = centre.get(p) - WIDTH / 2.0;
        double y = top(p);
        String name = p.path.isEmpty() ? "network" : p.path;
        String ops = p.input ? "input" : String.join(", ", new LinkedHashSet<>(p.ops));
        svg.append("<g><rect class=\"").append(p.input ? "box input" : "box").append("\" x=\"").append(coordinate(x))
                .append("\" y=\"").append(coordinate(y)).append("\" width=\"").append(WIDTH).append("\" height=\"")
                .append(height).append("\" rx=\"6\"/>");
        line(x, y + 16, "name", name);
        line(x, y + 16 + LINE, "ops", ops);
        line(x, y + 16 + 2 * LINE, "type", p.type);
        double at = y + 16 + LINES * LINE;
        for (Map.Entry<String, String> number : numbers(p).entrySet()) {
            line(x, at, number.getKey(), number.getValue());
            at += LINE;
        }
        svg.append("<title>").append(escape(name + ": " + (p.input ? "input" : String.join(", ", p.ops)) + " -> " + p.type))
                .append("</title></g>");
    }

    /** The lines with what was seen, by the style that they are written in. */
    private Map<String, String> numbers(Part p) {
        Map<String, String> lines = new LinkedHashMap<>();
        yielded(p).ifPresent(d ->
                lines.put("worth", SvgPainter.number(d.mean()) + " ± " + SvgPainter.number(d.deviation())));
        slope(p).ifPresent(norm -> lines.put("slope", "‖∂‖ " + SvgPainter.number(norm)));
        return lines;
    }

    private Optional<Distribution> yielded(Part p) {
        return seen.stream()
                .filter(d -> d.kind() == Distribution.Kind.ACTIVATION && d.path().equals(p.path) && !p.input)
                .findFirst();
    }

    /** The norm over the parameters that stand right in the box's scope. */
    private OptionalDouble slope(Part p) {
        double[] norms = seen.stream()
                .filter(d -> d.kind() == Distribution.Kind.GRADIENT && !p.input && scope(d.path()).equals(p.path))
                .mapToDouble(Distribution::norm).toArray();
        return norms.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(Arrays.stream(norms).map(n -> n * n).sum()));
    }

    private static String scope(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private void line(double x, double y, String style, String text) {
        String shown = text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 1) + "…";
        svg.append("<text class=\"").append(style).append("\" text-anchor=\"middle\" x=\"").append(coordinate(x + WIDTH / 2.0))
                .append("\" y=\"").append(coordinate(y)).append("\">").append(escape(shown)).append("</text>");
    }
}
