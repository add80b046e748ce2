package org.espalier.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The table of all ops and checks, as it is filled and as it is written. */
final class Table {
    private final List<Outcome> outcomes = new ArrayList<>();

    synchronized void add(Outcome o) {
        outcomes.add(o);
    }

    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    long count(String check, Outcome.Kind kind) {
        return outcomes().stream().filter(o -> o.check().equals(check) && o.kind() == kind).count();
    }

    Set<String> checks() {
        Set<String> checks = new LinkedHashSet<>();
        outcomes().forEach(o -> checks.add(o.check()));
        return checks;
    }

    Set<String> ops() {
        Set<String> ops = new LinkedHashSet<>();
        outcomes().forEach(o -> ops.add(o.op()));
        return ops;
    }

    void write(Path file, String title) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text(title));
        } catch (IOException e) {
            throw new UncheckedIOException("the table cannot be written to " + file, e);
        }
    }

    /** One row an op, one column a check; reasons and remarks below. */
    private String text(String title) {
        Map<String, Integer> notes = new LinkedHashMap<>();
        Map<String, Map<String, Outcome>> rows = new TreeMap<>();
        outcomes().forEach(o -> rows.computeIfAbsent(o.op(), k -> new LinkedHashMap<>()).put(o.check(), o));
        Set<String> checks = checks();
        List<String> lines = new ArrayList<>();
        lines.add("# " + title);
        lines.add("");
        lines.add("Each cell says what came of it and how much was compared; notes are below.");
        lines.add("");
        lines.add("| op | " + String.join(" | ", checks) + " |");
        lines.add("|---".repeat(checks.size() + 1) + "|");
        rows.forEach((op, cells) -> {
            StringBuilder row = new StringBuilder("| " + op + " |");
            for (String check : checks) {
                row.append(' ').append(cell(cells.get(check), notes)).append(" |");
            }
            lines.add(row.toString());
        });
        lines.add("");
        lines.add("| | " + String.join(" | ", checks) + " |");
        lines.add("|---".repeat(checks.size() + 1) + "|");
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            StringBuilder row = new StringBuilder("| " + kind.text + " |");
            checks.forEach(check -> row.append(' ').append(count(check, kind)).append(" |"));
            lines.add(row.toString());
        }
        lines.add("");
        notes.forEach((text, number) -> lines.add(number + ". " + text));
        return String.join("\n", lines) + "\n";
    }

    private static String cell(Outcome o, Map<String, Integer> notes) {
        if (o == null) {
            return "";
        }
        if (o.kind() == Outcome.Kind.NOT_APPLICABLE) {
            return o.kind().text + " (" + notes.computeIfAbsent(o.remark(), k -> notes.size() + 1) + ")";
        }
        return o.kind().text + (o.remark().isEmpty() ? "" : ": " + o.remark());
    }
}
