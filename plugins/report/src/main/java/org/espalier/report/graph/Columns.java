package org.espalier.report.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the boxes of a graph stand: each in a column behind all that it reads from, inputs right before who reads them. */
final class Columns {
    private final Map<Integer, Integer> column = new HashMap<>();
    private final Map<Integer, Double> row = new HashMap<>();
    private final TreeMap<Integer, List<Integer>> members = new TreeMap<>();

    /**
     * @param sources for each box, by its number, the boxes that it reads from, all with lower numbers
     */
    Columns(List<List<Integer>> sources) {
        for (int box = 0; box < sources.size(); box++) {
            column.put(box, sources.get(box).stream().mapToInt(column::get).max().orElse(-1) + 1);
        }
        for (int box = 0; box < sources.size(); box++) {
            if (sources.get(box).isEmpty()) {
                column.put(box, beforeReaders(box, sources));
            }
        }
        for (int box = 0; box < sources.size(); box++) {
            members.computeIfAbsent(column.get(box), c -> new ArrayList<>()).add(box);
        }
        members.values().forEach(boxes -> place(boxes, sources));
    }

    private int beforeReaders(int box, List<List<Integer>> sources) {
        int first = Integer.MAX_VALUE;
        for (int reader = box + 1; reader < sources.size(); reader++) {
            if (sources.get(reader).contains(box)) {
                first = Math.min(first, column.get(reader));
            }
        }
        return first == Integer.MAX_VALUE ? 0 : first - 1;
    }

    /** In the order of what they read from, those that read nothing below; the column in the middle. */
    private void place(List<Integer> boxes, List<List<Integer>> sources) {
        Map<Integer, Double> wanted = new HashMap<>();
        boxes.forEach(box -> wanted.put(box, sources.get(box).stream().mapToDouble(row::get).average()
                .orElse(Double.POSITIVE_INFINITY)));
        boxes.sort((a, b) -> Double.compare(wanted.get(a), wanted.get(b)));
        for (int i = 0; i < boxes.size(); i++) {
            row.put(boxes.get(i), i - (boxes.size() - 1) / 2.0);
        }
    }

    int count() {
        return members.size();
    }

    /** The height of the highest column, in boxes. */
    int rows() {
        return members.values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** From 0. */
    int column(int box) {
        return column.get(box);
    }

    /** The number of rows below the middle. */
    double row(int box) {
        return row.get(box);
    }
}
