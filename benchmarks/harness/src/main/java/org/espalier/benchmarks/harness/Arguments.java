package org.espalier.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options of a command line: {@code --name value}, or {@code --name} alone. */
public final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Arguments() {}

    /** Reads a command line on which only these options may stand. */
    public static Arguments parse(String[] args, Set<String> known) {
        Arguments a = new Arguments();
        for (int i = 0; i < args.length; i++) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!known.contains(name)) {
                throw new IllegalArgumentException("there is no option '" + args[i] + "'; there are " + known.stream()
                        .sorted().map(o -> "--" + o).toList());
            }
            boolean alone = i + 1 == args.length || args[i + 1].startsWith("--");
            a.values.put(name, alone ? "" : args[++i]);
        }
        return a;
    }

    /** Whether an option was given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of an option, or what stands for it. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** The integer that is the value of an option, or what stands for it. */
    public int integer(String name, int otherwise) {
        return has(name) ? (int) number(name, otherwise) : otherwise;
    }

    /** The number that is the value of an option, or what stands for it. */
    public double number(String name, double otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        try {
            return Double.parseDouble(values.get(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the option --" + name + " takes a number, but was given '" + values.get(name) + "'");
        }
    }

    /** The integers that are the value of an option, separated by commas; empty where it was not given. */
    public List<Integer> integers(String name) {
        return list(name, "").stream().map(Integer::valueOf).toList();
    }

    /** The words that are the value of an option, separated by commas. */
    public List<String> list(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** The given options among some, as they stand on a command line. */
    public List<String> commandLine(Set<String> names) {
        List<String> line = new ArrayList<>();
        values.forEach((name, value) -> {
            if (names.contains(name)) {
                line.add("--" + name);
                if (!value.isEmpty()) {
                    line.add(value);
                }
            }
        });
        return line;
    }
}
