package org.espalier.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The table of all ops and checks, as it is filled, and the report of one run: what was compared and how long it took. */
final class Table {
    private static final int SLOWEST = 20;

    private final List<Check> checks;
    private final Map<String, OpFacts> facts = new TreeMap<>();
    private final Map<String, Map<String, Outcome>> rows = new TreeMap<>();

    Table(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    synchronized void add(OpFacts fact, List<Outcome> outcomes) {
        facts.put(fact.op(), fact);
        Map<String, Outcome> row = rows.computeIfAbsent(fact.op(), k -> new LinkedHashMap<>());
        outcomes.forEach(o -> row.put(o.check(), o));
    }

    List<Check> checks() {
        return checks;
    }

    /** What is known of each op, by its id. */
    synchronized Map<String, OpFacts> facts() {
        return Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** For each op, by its id, how it came out of each check, by the check's title. */
    synchronized Map<String, Map<String, Outcome>> rows() {
        return Collections.unmodifiableMap(new TreeMap<>(rows));
    }

    List<Outcome> outcomes() {
        return rows().values().stream().flatMap(row -> row.values().stream()).toList();
    }

    private List<Outcome> of(Check c) {
        return outcomes().stream().filter(o -> o.check().equals(c.title())).toList();
    }

    private static String line(String first, List<String> cells) {
        return "| " + first + " | " + String.join(" | ", cells) + " |";
    }

    private String line(String first, java.util.function.Function<Check, Object> cell) {
        return line(first, checks.stream().map(c -> String.valueOf(cell.apply(c))).toList());
    }

    private long count(Check c, Predicate<Outcome> which) {
        return of(c).stream().filter(which).count();
    }

    private static String millis(List<Outcome> outcomes) {
        return outcomes.stream().mapToLong(Outcome::nanos).sum() / 1_000_000 + " ms";
    }

    /** One row an op, one column a check; sums, times and reasons below. */
    String report(String title) {
        Notes notes = new Notes();
        List<String> titles = new ArrayList<>(checks.stream().map(Check::title).toList());
        titles.add("time");
        List<String> lines = new ArrayList<>(List.of("# " + title, "",
                "Each cell says what came of it and how much was compared; notes are below.", "",
                line("op", titles), "|---".repeat(titles.size() + 1) + "|"));
        rows().forEach((op, row) -> {
            List<String> cells = new ArrayList<>(checks.stream().map(c -> cell(row.get(c.title()), notes)).toList());
            cells.add(millis(List.copyOf(row.values())));
            lines.add(line(op, cells));
        });
        lines.addAll(List.of("", line("", Check::title), "|---".repeat(checks.size() + 1) + "|"));
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            lines.add(line(kind.text, c -> count(c, o -> o.kind() == kind)));
        }
        lines.add(line("with notes", c -> count(c, Outcome::lacks)));
        lines.add(line("time", c -> millis(of(c))));
        lines.addAll(List.of("", "The slowest cells, of " + millis(outcomes()) + " together:", ""));
        outcomes().stream().sorted(Comparator.comparingLong(Outcome::nanos).reversed()).limit(SLOWEST)
                .forEach(o -> lines.add("- " + o.op() + ", " + o.check() + ": " + millis(List.of(o))));
        lines.add("");
        lines.addAll(notes.lines());
        return String.join("\n", lines) + "\n";
    }

    private static String cell(Outcome o, Notes notes) {
        String remark = o == null || o.remark().isEmpty() ? "" : ": " + o.remark();
        return o == null ? "" : o.kind().text + remark + notes.marks(o.reasons());
    }
}
