package org.espalier.report.tensorboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.report.recording.Distribution;
import org.espalier.report.recording.Histogram;
import org.espalier.report.recording.Recording.GraphNode;

/**
 * The messages of event files, with the field numbers of TensorFlow's event.proto, summary.proto, histogram.proto,
 * graph.proto, node_def.proto and attr_value.proto.
 */
final class Events {
    /** What every reader of event files looks for in the first event. */
    static final String VERSION = "brain.Event:2";

    private Events() {}

    /** The first event of a file. */
    static byte[] version(double wallTime) {
        return new ProtoWriter().real(1, wallTime).text(3, VERSION).toBytes();
    }

    /** The network. */
    static byte[] graph(double wallTime, List<GraphNode> nodes) {
        ProtoWriter graph = new ProtoWriter();
        nodes.forEach(n -> graph.message(1, node(n)));
        // VersionDef: the producer that TensorFlow 1 and 2 have had for years; readers ask for one.
        graph.message(4, new ProtoWriter().whole(1, 22));
        return new ProtoWriter().real(1, wallTime).bytes(4, graph.toBytes()).toBytes();
    }

    private static ProtoWriter node(GraphNode n) {
        ProtoWriter node = new ProtoWriter().text(1, n.name()).text(2, n.op());
        n.inputs().forEach(i -> node.text(3, i));
        // An attribute is an entry of a map: a key, and a value that is a text.
        return node.message(5, new ProtoWriter().text(1, "type").message(2, new ProtoWriter().text(2, n.type())));
    }

    /** Numbers by tag at a step. */
    static byte[] scalars(double wallTime, long step, Map<String, Double> values) {
        ProtoWriter summary = new ProtoWriter();
        values.forEach((tag, v) -> summary.message(1, new ProtoWriter().text(1, tag).single(2, v.floatValue())));
        return event(wallTime, step, summary);
    }

    /** A histogram at a step. */
    static byte[] histogram(double wallTime, long step, String tag, Distribution d) {
        Histogram h = d.histogram();
        long finite = d.count() - d.notFinite();
        double sum = finite == 0 ? 0 : d.mean() * finite;
        List<Double> limits = IntStream.rangeClosed(1, h.counts().size()).mapToObj(h::edge).toList();
        List<Double> counts = new ArrayList<>(h.counts().stream().map(Long::doubleValue).toList());
        ProtoWriter histogram = new ProtoWriter().real(1, h.low()).real(2, h.high()).real(3, finite).real(4, sum)
                .real(5, d.norm() * d.norm()).reals(6, limits).reals(7, counts);
        return event(wallTime, step, new ProtoWriter().message(1, new ProtoWriter().text(1, tag).message(5, histogram)));
    }

    private static byte[] event(double wallTime, long step, ProtoWriter summary) {
        return new ProtoWriter().real(1, wallTime).whole(2, step).message(5, summary).toBytes();
    }
}
