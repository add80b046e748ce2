package org.espalier.report.graph;

import static org.espalier.report.chart.SvgPainter.coordinate;
import static org.espalier.report.chart.SvgPainter.escape;
import static org.espalier.report.chart.SvgPainter.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.WorkedGraph;
import org.espalier.plugin.API;
import org.espalier.report.chart.SvgPainter;
import org.espalier.tensor.Tensor;

/**
 * A graph with its values and derivatives as an SVG element, as textbooks draw computation graphs: data flows to the right,
 * and behind each box its value stands above the line and the derivative of the result by it below, in another colour.
 * Tensors of more than four numbers are shown by type and norm, and by their numbers where the pointer rests on them.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class WorkedDrawing {
    private static final int WIDTH = 92;
    private static final int HEIGHT = 38;
    private static final int LEAST_GAP = 76;
    private static final double LETTER = 6.4;
    private static final int GAP_Y = 34;
    private static final int MARGIN = 16;
    private static final int MOST_NUMBERS = 4;
    private static final int MOST_LETTERS = 15;
    private static final String VALUE = "#009e73";
    private static final String DERIVATIVE = "#d55e00";

    /** A box: what it is called, where it stands in the network, what it yields, and the boxes it reads from. */
    private record Box(String name, String path, List<Node.Edge> yields, boolean input) {}

    private final WorkedGraph worked;
    private final List<Box> boxes = new ArrayList<>();
    private final List<List<Integer>> sources = new ArrayList<>();
    private final Map<Integer, Integer> madeBy = new HashMap<>();
    private final StringBuilder svg = new StringBuilder();
    private final Columns columns;
    /** Between columns: wide enough for the numbers that stand there. */
    private final int gap;

    private WorkedDrawing(WorkedGraph worked) {
        this.worked = worked;
        for (Graph.Port p : worked.graph().inputs()) {
            add(new Box(p.name(), "", List.of(p.edge()), true), List.of());
        }
        for (Node n : worked.graph().nodes()) {
            add(new Box(n.op().id(), n.path(), n.outputs(), false),
                    n.inputs().stream().map(e -> madeBy.get(e.id())).distinct().toList());
        }
        this.columns = new Columns(sources);
        int letters = boxes.stream()
                .map(b -> b.yields.get(0))
                .flatMap(e -> Stream.concat(Stream.of(worked.value(e)), worked.derivative(e).stream()))
                .mapToInt(t -> shown(t).length())
                .max().orElse(0);
        this.gap = Math.max(LEAST_GAP, (int) (letters * LETTER) + 40);
    }

    private void add(Box box, List<Integer> from) {
        box.yields.forEach(e -> madeBy.put(e.id(), boxes.size()));
        boxes.add(box);
        sources.add(from);
    }

    /** The element, to stand alone or within a page. */
    public static String svg(WorkedGraph worked) {
        return new WorkedDrawing(worked).draw();
    }

    private String draw() {
        int width = 2 * MARGIN + columns.count() * (WIDTH + gap);
        int height = 2 * MARGIN + columns.rows() * (HEIGHT + GAP_Y);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"worked\""
                        + " aria-label=\"A graph with values and derivatives\" font-family=\"sans-serif\" font-size=\"11\" viewBox=\"0 0 ")
                .append(width).append(' ').append(height).append("\" width=\"").append(width).append("\" height=\"")
                .append(height).append("\">");
        for (int i = 0; i < boxes.size(); i++) {
            for (int source : sources.get(i)) {
                edge(source, i);
            }
        }
        int result = madeBy.get(worked.graph().outputs().get(0).edge().id());
        svg.append(line(x(result) + WIDTH, y(result), "h" + coordinate(gap - 10)));
        for (int i = 0; i < boxes.size(); i++) {
            box(i);
        }
        return svg.append("</svg>").toString();
    }

    private double x(int box) {
        return MARGIN + columns.column(box) * (WIDTH + gap);
    }

    /** Of the middle. */
    private double y(int box) {
        return MARGIN + (columns.rows() / 2.0 + columns.row(box)) * (HEIGHT + GAP_Y);
    }

    /** Straight ahead while the numbers are beside it, then to where it is read; one that passes columns goes round. */
    private void edge(int from, int to) {
        double x1 = x(from) + WIDTH;
        double x2 = x(to);
        double near = x1 + gap - 30;
        double aside = columns.column(to) - columns.column(from) > 1 ? HEIGHT + GAP_Y : 0;
        svg.append(line(x1, y(from), "H" + coordinate(near) + "C" + coordinate((near + x2) / 2) + " "
                + coordinate(y(from) + aside) + " " + coordinate((near + x2) / 2) + " " + coordinate(y(to) + aside) + " "
                + coordinate(x2) + " " + coordinate(y(to))));
    }

    private static String line(double x, double y, String onwards) {
        return "<path fill=\"none\" stroke=\"#888\" d=\"M" + coordinate(x) + " " + coordinate(y) + onwards + "\"/>";
    }

    private void box(int i) {
        Box box = boxes.get(i);
        boolean two = !box.path.isEmpty();
        svg.append("<g><rect x=\"").append(coordinate(x(i))).append("\" y=\"").append(coordinate(y(i) - HEIGHT / 2.0))
                .append("\" width=\"").append(WIDTH).append("\" height=\"").append(HEIGHT).append("\" rx=\"")
                .append(box.input ? 4 : HEIGHT / 2).append("\" fill=\"#8882\" stroke=\"#888\"/>");
        text(x(i) + WIDTH / 2.0, y(i) + (two ? -1 : 4), "middle", "currentColor", shortened(box.name), box.name);
        if (two) {
            text(x(i) + WIDTH / 2.0, y(i) + 12, "middle", "#888", shortened(box.path), box.path);
        }
        Node.Edge e = box.yields.get(0);
        beside(i, y(i) - 5, VALUE, Optional.of(worked.value(e)));
        beside(i, y(i) + 13, DERIVATIVE, worked.derivative(e));
        svg.append("</g>");
    }

    private void beside(int i, double y, String colour, Optional<Tensor> tensor) {
        tensor.ifPresent(t -> text(x(i) + WIDTH + 4, y, "start", colour, shown(t), t.toString()));
    }

    private void text(double x, double y, String anchor, String colour, String shown, String whole) {
        svg.append("<text text-anchor=\"").append(anchor).append("\" x=\"").append(coordinate(x)).append("\" y=\"")
                .append(coordinate(y)).append("\" style=\"fill:").append(colour).append("\">").append(escape(shown));
        if (!shown.equals(whole)) {
            svg.append("<title>").append(escape(whole)).append("</title>");
        }
        svg.append("</text>");
    }

    /** The end of a path says more than its beginning. */
    private static String shortened(String name) {
        return name.length() <= MOST_LETTERS ? name : "…" + name.substring(name.length() - MOST_LETTERS + 1);
    }

    private static String shown(Tensor t) {
        double[] all = t.toDoubles();
        if (t.shape().rank() == 0) {
            return number(all[0]);
        }
        if (all.length <= MOST_NUMBERS) {
            return Arrays.stream(all).mapToObj(SvgPainter::number).collect(Collectors.joining(", ", "[", "]"));
        }
        return t.type() + " ‖" + number(Math.sqrt(Arrays.stream(all).map(v -> v * v).sum())) + "‖";
    }
}
