package org.espalier.report.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.report.internal.Fields;
import org.espalier.report.recording.Recording.EpochPoint;
import org.espalier.report.recording.Recording.GraphNode;
import org.espalier.report.recording.Recording.RunInfo;
import org.espalier.report.recording.Recording.StepPoint;
import org.espalier.report.recording.Recording.Table;

/** The lines of a recording's file: what each record looks like as JSON, and back. */
final class RecordingLines {
    private RecordingLines() {}

    static Map<String, Object> of(RunInfo run, List<GraphNode> graph) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("epochs", run.epochs());
        m.put("stepsPerEpoch", run.stepsPerEpoch());
        m.put("batchSize", run.batchSize());
        m.put("seed", run.seed());
        m.put("summary", run.summary());
        m.put("startedAt", run.startedAt());
        m.put("classes", run.classes());
        m.put("graph", list(graph, n -> {
            Map<String, Object> g = new LinkedHashMap<>();
            g.put("name", n.name());
            g.put("op", n.op());
            g.put("inputs", n.inputs());
            g.put("path", n.path());
            g.put("type", n.type());
            return g;
        }));
        return m;
    }

    static RunInfo run(Fields f) {
        return new RunInfo((int) f.whole("epochs"), f.whole("stepsPerEpoch"), (int) f.whole("batchSize"), f.whole("seed"),
                f.text("summary"), f.real("startedAt"), f.names().contains("classes") ? f.texts("classes") : List.of());
    }

    static List<GraphNode> graph(Fields f) {
        return f.objects("graph").stream()
                .map(g -> new GraphNode(g.text("name"), g.text("op"), g.texts("inputs"), g.text("path"), g.text("type")))
                .toList();
    }

    static Map<String, Object> of(StepPoint s) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("step", s.step());
        m.put("loss", s.loss());
        m.put("learningRate", s.learningRate());
        m.put("seconds", s.seconds());
        return m;
    }

    static StepPoint step(Fields f) {
        return new StepPoint(f.whole("step"), f.real("loss"), f.real("learningRate"), f.real("seconds"));
    }

    static Map<String, Object> of(EpochPoint e) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("epoch", e.epoch());
        m.put("step", e.step());
        m.put("learningRate", e.learningRate());
        m.put("seconds", e.seconds());
        m.put("at", e.at());
        m.put("figures", e.figures());
        Map<String, Object> tables = new LinkedHashMap<>();
        e.tables().forEach((name, t) -> {
            Map<String, Object> table = new LinkedHashMap<>();
            table.put("shape", t.shape());
            table.put("values", t.values());
            tables.put(name, table);
        });
        m.put("tables", tables);
        m.put("distributions", list(e.distributions(), RecordingLines::of));
        return m;
    }

    static EpochPoint epoch(Fields f) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Fields given = f.object("figures");
        given.names().forEach(name -> figures.put(name, given.real(name)));
        Map<String, Table> tables = new LinkedHashMap<>();
        Fields some = f.object("tables");
        some.names().forEach(name ->
                tables.put(name, new Table(some.object(name).wholes("shape"), some.object(name).reals("values"))));
        return new EpochPoint((int) f.whole("epoch"), f.whole("step"), f.real("learningRate"), f.real("seconds"),
                f.real("at"), figures, tables, f.objects("distributions").stream().map(RecordingLines::distribution).toList());
    }

    private static Map<String, Object> of(Distribution d) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("path", d.path());
        m.put("kind", d.kind().name());
        m.put("count", d.count());
        m.put("notFinite", d.notFinite());
        m.put("mean", d.mean());
        m.put("deviation", d.deviation());
        m.put("norm", d.norm());
        m.put("zeros", d.zeros());
        m.put("saturated", d.saturated());
        m.put("dead", d.dead());
        m.put("low", d.histogram().low());
        m.put("high", d.histogram().high());
        m.put("counts", d.histogram().counts());
        return m;
    }

    private static Distribution distribution(Fields f) {
        return new Distribution(f.text("path"), Distribution.Kind.valueOf(f.text("kind")), f.whole("count"),
                f.whole("notFinite"), f.real("mean"), f.real("deviation"), f.real("norm"), f.real("zeros"),
                f.real("saturated"), f.real("dead"), new Histogram(f.real("low"), f.real("high"), f.wholes("counts")));
    }

    private static <T> List<Object> list(List<T> items, Function<T, Map<String, Object>> form) {
        return new ArrayList<>(items.stream().map(form).toList());
    }
}
