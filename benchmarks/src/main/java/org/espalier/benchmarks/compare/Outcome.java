package org.espalier.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import org.espalier.benchmarks.harness.Line;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;

/**
 * What one process printed.
 *
 * @param version what it says that it is; empty where it did not come to that
 * @param values the figure of each window
 * @param peakBytes its largest resident memory; 0 where not known
 * @param absence why there are no values; empty where there are
 */
record Outcome(String version, List<Double> values, long peakBytes, String absence) {
    Outcome {
        values = List.copyOf(values);
    }

    /** No values, for a reason. */
    static Outcome absent(String reason) {
        return new Outcome("", List.of(), 0, reason);
    }

    boolean isAbsent() {
        return values.isEmpty();
    }

    double median() {
        return Statistics.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Reads what a process printed; lines without the mark are somebody else's.
     *
     * @param exit the exit code of the process
     */
    static Outcome parse(List<String> lines, int exit) {
        String version = "";
        long peak = 0;
        String absence = "";
        List<Double> values = new ArrayList<>();
        for (String line : lines) {
            if (!line.startsWith(Line.MARK)) {
                continue;
            }
            Json.Obj o = JsonText.parse(line, "the line").asObject("the line");
            String kind = o.require("bench", line).asText(line);
            if (kind.equals("info")) {
                version = o.require("version", line).asText(line);
            } else if (kind.equals("window")) {
                values.add(o.require("value", line).asDouble(line));
            } else if (kind.equals("memory")) {
                peak = o.require("peakBytes", line).asLong(line);
            } else if (kind.equals("absent")) {
                absence = o.require("reason", line).asText(line);
            }
        }
        if (exit != 0) {
            return new Outcome(version, List.of(), 0, "failed with exit code " + exit + ": " + complaint(lines));
        }
        if (values.isEmpty() && absence.isEmpty()) {
            absence = "printed no figures";
        }
        return new Outcome(version, values, peak, absence);
    }

    /** The line that tells best what went wrong: the first exception or error, otherwise the last line. */
    private static String complaint(List<String> lines) {
        return lines.stream()
                .filter(l -> !l.startsWith(Line.MARK) && l.matches(".*(Exception|Error|error|Caused by).*"))
                .findFirst()
                .orElse(lines.isEmpty() ? "nothing was printed" : lines.get(lines.size() - 1))
                .strip();
    }
}
