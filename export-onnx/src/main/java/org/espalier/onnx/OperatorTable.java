package org.espalier.onnx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What ONNX says of its operators, so that a mapping's mistake is found before a byte is written. The tables are made
 * from the official schemas; each line is name, opset, inputs, outputs, attributes and type variables, by tabs. The
 * operators of opset 23 stand in a table of their own, which is held to the specification by the runtime that runs them;
 * other operators have new versions there too, but not for dtypes that are known here.
 */
final class OperatorTable {
    private static final List<String> RESOURCES = List.of("operators.tsv", "operators-23.tsv");
    private static final String DEPRECATED = "deprecated";

    /** Read when it is needed first. */
    private static final class Holder {
        static final OperatorTable TABLE = new OperatorTable();
    }

    /** By name, then by opset; an empty version ends the operator. */
    private final Map<String, TreeMap<Integer, Optional<Operator>>> versions = new HashMap<>();

    private OperatorTable() {
        for (String resource : RESOURCES) {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(
                    OperatorTable.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
                in.lines().forEach(this::read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static OperatorTable get() {
        return Holder.TABLE;
    }

    /** The version of an operator that holds in an opset. */
    Optional<Operator> find(String name, int opset) {
        TreeMap<Integer, Optional<Operator>> all = versions.get(name);
        Map.Entry<Integer, Optional<Operator>> newest = all == null ? null : all.floorEntry(opset);
        return newest == null ? Optional.empty() : newest.getValue();
    }

    /** Whether ONNX has or had an operator of this name, and since when, for a message. */
    String history(String name) {
        TreeMap<Integer, Optional<Operator>> all = versions.get(name);
        if (all == null) {
            return "ONNX has no operator of this name";
        }
        boolean ended = all.lastEntry().getValue().isEmpty();
        return "it is there from opset " + all.firstKey() + (ended ? " until before " + all.lastKey() : " on");
    }

    private void read(String line) {
        String[] columns = line.split("\t", -1);
        int since = Integer.parseInt(columns[1]);
        versions.computeIfAbsent(columns[0], n -> new TreeMap<>())
                .put(since, columns[2].equals(DEPRECATED) ? Optional.empty() : Optional.of(operator(columns, since)));
    }

    private static Operator operator(String[] columns, int since) {
        Map<String, String> kinds = new TreeMap<>();
        Set<String> required = new TreeSet<>();
        for (String a : words(columns[4])) {
            int colon = a.lastIndexOf(':');
            boolean must = a.charAt(colon - 1) == '!';
            String name = a.substring(0, must ? colon - 1 : colon);
            kinds.put(name, a.substring(colon + 1));
            if (must) {
                required.add(name);
            }
        }
        Map<String, Set<String>> types = new TreeMap<>();
        for (String t : words(columns[5])) {
            int equals = t.indexOf('=');
            types.put(t.substring(0, equals), new TreeSet<>(words(t.substring(equals + 1), ",")));
        }
        return new Operator(columns[0], since, parameters(columns[2]), parameters(columns[3]), kinds, required, types);
    }

    private static List<Operator.Parameter> parameters(String column) {
        List<Operator.Parameter> all = new ArrayList<>();
        for (String p : words(column)) {
            int colon = p.lastIndexOf(':');
            Operator.Count count = switch (p.charAt(colon - 1)) {
                case '?' -> Operator.Count.OPTIONAL;
                case '+' -> Operator.Count.SOME;
                case '*' -> Operator.Count.ANY;
                default -> Operator.Count.ONE;
            };
            String name = p.substring(0, count == Operator.Count.ONE ? colon : colon - 1);
            all.add(new Operator.Parameter(name, count, p.substring(colon + 1)));
        }
        return all;
    }

    private static List<String> words(String column) {
        return words(column, " ");
    }

    private static List<String> words(String text, String separator) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(separator));
    }
}
