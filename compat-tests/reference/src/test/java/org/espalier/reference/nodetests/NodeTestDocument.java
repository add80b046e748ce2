package org.espalier.reference.nodetests;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page on what became of the official tests: counts, a table by operator, and each test that did not pass. */
final class NodeTestDocument {
    private static final String NOT_PASSED = "## Not passed: ";
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private NodeTestDocument() {}

    /** The page for the outcomes of each folder. */
    static String of(Map<String, List<Outcome>> folders) {
        List<String> lines = new ArrayList<>(List.of(
                "# The official ONNX tests",
                "",
                "ONNX's own tests as Debian's package `libonnx-testdata` (1.12) has them, read by `OnnxImport` and run on the"
                        + " backends `reference` and `cpu`; both must give the expected outputs, in type and shape exactly and in"
                        + " value to 1e-3, as ONNX's own runner asks. The largest errors, relative to the larger of 1 and the"
                        + " expected number, are far below that. Inputs are bound to constants where an operator needs them to"
                        + " know its types.",
                "",
                "Written by `OfficialTestsTest`, which `compat-tests/node-tests` runs. The tables may only improve: a test that"
                        + " passed once has to pass. After an improvement, run `compat-tests/node-tests -Ddocs=write`.",
                "",
                "| folder | tests | pass | stated exceptions | unsupported | fail |",
                "|---|---|---|---|---|---|"));
        folders.forEach((folder, all) -> lines.add("| " + folder + " | " + all.size() + " | " + count(all, Outcome.Kind.PASS)
                + " | " + count(all, Outcome.Kind.EXCEPTION) + " | " + count(all, Outcome.Kind.UNSUPPORTED) + " | "
                + count(all, Outcome.Kind.FAIL) + " |"));
        lines.add("");
        lines.add("## node, by operator");
        lines.add("");
        lines.add("Some operators have tests of their definition by other operators too; these are counted behind the plus.");
        lines.add("");
        lines.add("| operator | tests | pass | largest error | not passed |");
        lines.add("|---|---|---|---|---|");
        byOperator(folders.get("node")).forEach((operator, all) -> lines.add(row(operator, all)));
        folders.forEach((folder, all) -> lines.addAll(notPassed(folder, all)));
        return String.join("\n", lines) + "\n";
    }

    private static long count(List<Outcome> outcomes, Outcome.Kind kind) {
        return outcomes.stream().filter(o -> o.kind() == kind).count();
    }

    private static Map<String, List<Outcome>> byOperator(List<Outcome> outcomes) {
        return outcomes.stream().collect(Collectors.groupingBy(Outcome::operator, TreeMap::new, Collectors.toList()));
    }

    private static String row(String operator, List<Outcome> all) {
        List<Outcome> passed = OfficialRun.only(all, Outcome.Kind.PASS);
        double error = passed.stream().mapToDouble(Outcome::error).max().orElse(0);
        Map<String, Long> reasons = all.stream().filter(o -> o.kind() != Outcome.Kind.PASS)
                .collect(Collectors.groupingBy(Outcome::reason, TreeMap::new, Collectors.counting()));
        return "| " + operator + " | " + parts(all) + " | " + parts(passed) + " | " + (passed.isEmpty() ? "–" : bound(error)) + " | "
                + (reasons.isEmpty() ? "–" : reasons.entrySet().stream().map(e -> e.getValue() + ": " + e.getKey())
                        .collect(Collectors.joining("; "))) + " |";
    }

    private static String parts(List<Outcome> all) {
        long expanded = all.stream().filter(Outcome::expanded).count();
        return all.size() - expanded + (expanded == 0 ? "" : " + " + expanded);
    }

    /** The power of ten that an error is not above. */
    static String bound(double error) {
        return error == 0 ? "0" : String.format(Locale.ROOT, "≤ 1e%d", (int) Math.ceil(Math.log10(error)));
    }

    private static List<String> notPassed(String folder, List<Outcome> all) {
        List<String> lines = new ArrayList<>(List.of("", NOT_PASSED + folder, ""));
        Map<String, Set<String>> byReason = new TreeMap<>();
        all.stream().filter(o -> o.kind() != Outcome.Kind.PASS).forEach(o -> byReason
                .computeIfAbsent(o.kind().name().toLowerCase(Locale.ROOT) + ": " + o.reason().replace('\n', ' ').replace("|", "\\|"),
                        r -> new TreeSet<>())
                .add(o.test()));
        if (byReason.isEmpty()) {
            lines.add("Nothing.");
            return lines;
        }
        lines.add("| reason | tests |");
        lines.add("|---|---|");
        byReason.forEach((reason, tests) -> lines.add("| " + reason.replace("`", "'") + " | "
                + tests.stream().map(t -> "`" + t + "`").collect(Collectors.joining(" ")) + " |"));
        return lines;
    }

    /** The names of the tests of a folder that had not passed when a page was written. */
    static Set<String> notPassed(String page, String folder) {
        Set<String> names = new LinkedHashSet<>();
        int from = page.indexOf(NOT_PASSED + folder + "\n");
        if (from < 0) {
            throw new IllegalArgumentException("the page has no section '" + NOT_PASSED + folder + "'");
        }
        int to = page.indexOf("\n## ", from);
        Matcher m = NAME.matcher(page.substring(from, to < 0 ? page.length() : to));
        while (m.find()) {
            names.add(m.group(1));
        }
        return names;
    }
}
