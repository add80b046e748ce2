package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The comparison of all ops, for people: with figures into a file of the build, without those of this machine into the document. */
final class OpReport {
    private final Translations table;
    private final Map<String, OpComparison> rows;

    OpReport(Translations table, Map<String, OpComparison> rows) {
        this.table = table;
        this.rows = rows;
    }

    /** All that was seen, with the largest errors. */
    List<String> figures() {
        List<String> lines = new ArrayList<>(List.of("# Ops against SameDiff in f64", "",
                "| op | values | largest error | gradients | largest error | differs | left |", "|---|---|---|---|---|---|---|"));
        rows.forEach((id, r) -> lines.add(String.format(Locale.ROOT, "| %s | %d + %d | %.1e | %d + %d | %.1e | %d | %s |", id,
                r.values.count, r.otherValues.count, Math.max(r.values.error, r.otherValues.error),
                r.gradients.count, r.otherGradients.count, Math.max(r.gradients.error, r.otherGradients.error),
                differences(r) + r.surprises.size(), r.left)));
        rows.values().forEach(r -> lines.addAll(r.surprises));
        return lines;
    }

    /** What holds on every machine. */
    String document() {
        List<String> lines = new ArrayList<>();
        lines.add(rows.size() + " ops are compared, " + table.composed.size() + " of them put together from others that SameDiff has: "
                + sum(r -> r.values.count) + " values and " + sum(r -> r.gradients.count) + " gradients, and "
                + sum(r -> r.otherValues.count) + " values and " + sum(r -> r.otherGradients.count)
                + " gradients in another form, where SameDiff's own op is known to differ, to refuse, or not to be asked ("
                + sum(OpReport::differences) + " times). " + table.lacking.size() + " ops are not compared.");
        lines.addAll(List.of("", "| op | values | gradients | differs | values in the other form | gradients | samples not compared |",
                "| --- | --- | --- | --- | --- | --- | --- |"));
        rows.forEach((id, r) -> lines.add("| " + String.join(" | ", List.of(id, count(r.values.count), count(r.gradients.count),
                count(differences(r)), count(r.otherValues.count), count(r.otherGradients.count), left(r))) + " |"));
        lines.addAll(List.of("", "### Put together", "", "Ops that SameDiff has not, as written in those that it has:", ""));
        table.composed.forEach((id, how) -> lines.add("- " + id + ": " + how));
        lines.addAll(List.of("", "### Differences", "", "| op | where | SameDiff | because | samples |",
                "| --- | --- | --- | --- | --- |"));
        for (Difference d : table.differences) {
            lines.add("| " + String.join(" | ", List.of(d.op(), d.where(), d.kind().words, d.why(),
                    count(rows.get(d.op()).seen.getOrDefault(d, 0)))) + " |");
        }
        lines.addAll(List.of("", "The other form that is compared there instead, and has to agree:", ""));
        table.otherwiseHow.forEach((id, how) -> lines.add("- " + id + ": " + how));
        lines.addAll(List.of("", "### Not compared", ""));
        table.lacking.forEach((id, why) -> lines.add("- " + id + ": " + why));
        return String.join("\n", lines);
    }

    private int sum(ToIntFunction<OpComparison> f) {
        return rows.values().stream().mapToInt(f).sum();
    }

    private static int differences(OpComparison r) {
        return r.seen.values().stream().mapToInt(i -> i).sum();
    }

    private static String count(int n) {
        return n == 0 ? "" : Integer.toString(n);
    }

    private static String left(OpComparison r) {
        return r.left.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
    }
}
