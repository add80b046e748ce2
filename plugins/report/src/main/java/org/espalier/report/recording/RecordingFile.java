package org.espalier.report.recording;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.API;
import org.espalier.plugin.ModelFormatException;
import org.espalier.report.internal.Fields;
import org.espalier.report.internal.JsonLines;
import org.espalier.report.internal.JsonTree;
import org.espalier.report.internal.ReportFile;
import org.espalier.report.recording.Recording.EpochPoint;
import org.espalier.report.recording.Recording.GraphNode;
import org.espalier.report.recording.Recording.RunInfo;
import org.espalier.report.recording.Recording.StepPoint;

/**
 * A recording as a file: a line of JSON for the run, for each step and for each epoch, and one at the end. Lines are
 * appended as the run goes on; a last line that was torn by a crash is left out when the file is read.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class RecordingFile {
    private static final String KIND = "kind";
    private static final String RUN = "run";
    private static final String STEP = "step";
    private static final String EPOCH = "epoch";
    private static final String END = "end";
    private static final int FORMAT = 1;

    private RecordingFile() {}

    /** Writes a whole recording; the file is replaced when all of it has been written. */
    public static void write(Recording r, Path file) {
        List<String> lines = new ArrayList<>();
        lines.add(run(r));
        int next = 0;
        for (EpochPoint e : r.epochs()) {
            for (; next < r.steps().size() && r.steps().get(next).step() <= e.step(); next++) {
                lines.add(step(r.steps().get(next)));
            }
            lines.add(epoch(e));
        }
        r.steps().subList(next, r.steps().size()).forEach(s -> lines.add(step(s)));
        if (!r.outcome().isEmpty()) {
            lines.add(end(r.outcome()));
        }
        ReportFile.write(file, text(lines));
    }

    /**
     * Appends what a longer recording of the same run has more than one that was written.
     *
     * @param steps how many steps are in the file
     * @param epochs how many epochs are in the file
     */
    public static void append(Recording r, int steps, int epochs, Path file) {
        List<String> lines = new ArrayList<>();
        r.steps().subList(steps, r.steps().size()).forEach(s -> lines.add(step(s)));
        r.epochs().subList(epochs, r.epochs().size()).forEach(e -> lines.add(epoch(e)));
        if (!r.outcome().isEmpty()) {
            lines.add(end(r.outcome()));
        }
        AtomicFile.append(file, text(lines).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a recording.
     *
     * @throws ModelFormatException naming the line that is not one of a recording
     */
    public static Recording read(Path file) {
        RunInfo run = null;
        List<GraphNode> graph = List.of();
        List<StepPoint> steps = new ArrayList<>();
        List<EpochPoint> epochs = new ArrayList<>();
        String outcome = "";
        for (Fields f : JsonLines.read(file, "recording")) {
            String kind = f.text(KIND);
            if (kind.equals(RUN) == (run != null)) {
                throw new ModelFormatException("a recording starts with the one line of its run, but there is '" + kind
                        + "', at " + f.place());
            }
            if (kind.equals(RUN)) {
                run = RecordingLines.run(f);
                graph = RecordingLines.graph(f);
            } else if (kind.equals(STEP)) {
                steps.add(RecordingLines.step(f));
            } else if (kind.equals(EPOCH)) {
                epochs.add(RecordingLines.epoch(f));
            } else if (kind.equals(END)) {
                outcome = f.text("outcome");
            } else {
                throw new ModelFormatException("there is no kind '" + kind + "' of line in a recording, at " + f.place());
            }
        }
        return new Recording(run, graph, steps, epochs, outcome);
    }

    private static String run(Recording r) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("format", FORMAT);
        m.putAll(RecordingLines.of(r.run(), r.graph()));
        return line(RUN, m);
    }

    private static String step(StepPoint s) {
        return line(STEP, RecordingLines.of(s));
    }

    private static String epoch(EpochPoint e) {
        return line(EPOCH, RecordingLines.of(e));
    }

    private static String end(String outcome) {
        return line(END, Map.of("outcome", outcome));
    }

    private static String line(String kind, Map<String, Object> members) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put(KIND, kind);
        m.putAll(members);
        return JsonTree.line(m);
    }

    private static String text(List<String> lines) {
        return lines.stream().map(l -> l + "\n").collect(Collectors.joining());
    }
}
