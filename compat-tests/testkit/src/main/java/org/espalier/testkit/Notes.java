package org.espalier.testkit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbered notes below a table, each text once. */
final class Notes {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    /** What is put behind a cell: the numbers of its notes in brackets, or nothing. */
    String marks(Collection<String> texts) {
        return texts.isEmpty() ? "" : texts.stream()
                .map(t -> String.valueOf(numbers.computeIfAbsent(t, k -> numbers.size() + 1)))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    List<String> lines() {
        return numbers.entrySet().stream().map(e -> e.getValue() + ". " + e.getKey()).toList();
    }
}
