package org.espalier.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.core.config.Json;

/** A row for each trial, the best first. Times are left out: all else is the same whenever the search is run. */
final class TrialTable {
    private final List<String> head = new ArrayList<>();
    private final List<List<Json>> rows = new ArrayList<>();

    TrialTable(SearchResult result) {
        head.add("trial");
        result.trials().stream().findFirst().ifPresent(t -> head.addAll(t.point().show().members().keySet()));
        head.addAll(List.of(result.figure(), "epochs", "outcome"));
        for (Trial t : result.trials()) {
            List<Json> row = new ArrayList<>();
            row.add(Json.of(t.number()));
            row.addAll(t.point().show().members().values());
            row.add(Double.isNaN(t.figure()) ? Json.of("") : Json.of(t.figure()));
            row.add(Json.of(t.epochs()));
            String outcome = t.status().name().toLowerCase(Locale.ROOT);
            row.add(Json.of(t.reason().isEmpty() ? outcome : outcome + ": " + t.reason()));
            rows.add(row);
        }
    }

    /** Columns of equal width, numbers to the right; the last column has no end. */
    String text() {
        List<List<String>> cells = new ArrayList<>(List.of(head));
        rows.forEach(row -> cells.add(cells(row)));
        StringBuilder text = new StringBuilder();
        for (List<String> line : cells) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                padded.append(i == 0 ? "" : "  ").append(padded(line.get(i), i, cells));
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String padded(String cell, int column, List<List<String>> cells) {
        if (column == head.size() - 1) {
            return cell;
        }
        int width = cells.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
        boolean number = rows.stream().noneMatch(row -> row.get(column) instanceof Json.Str s && !s.value().isEmpty());
        String blank = " ".repeat(width - cell.length());
        return number ? blank + cell : cell + blank;
    }

    private List<String> cells(List<Json> row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> i == row.size() - 1 ? Numbers.exact(row.get(i)) : Numbers.shortened(row.get(i)))
                .toList();
    }

    String markdown() {
        Function<List<String>, String> line = cells -> cells.stream()
                .map(c -> c.replace("|", "\\|").replace("\n", " ")).collect(Collectors.joining(" | ", "| ", " |\n"));
        StringBuilder text = new StringBuilder(line.apply(head));
        text.append(line.apply(head.stream().map(h -> "---").toList()));
        rows.forEach(row -> text.append(line.apply(cells(row))));
        return text.toString();
    }

    /** As RFC 4180 has it. */
    String csv() {
        Function<List<String>, String> line = cells -> cells.stream()
                .map(c -> c.matches("(?s).*[\",\\r\\n].*") ? "\"" + c.replace("\"", "\"\"") + "\"" : c)
                .collect(Collectors.joining(",", "", "\n"));
        StringBuilder text = new StringBuilder(line.apply(head));
        rows.forEach(row -> text.append(line.apply(row.stream().map(Numbers::exact).toList())));
        return text.toString();
    }
}
