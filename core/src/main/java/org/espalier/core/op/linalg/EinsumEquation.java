package org.espalier.core.op.linalg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/**
 * An equation of Einstein's summation convention, such as {@code ij,jk->ik}, for operands of known ranks. A label is a
 * letter; the axes behind an ellipsis bear labels that count from the last one, so that they meet as broadcasting wants it.
 *
 * @param operands the labels of each operand's axes
 * @param result the labels of the result's axes
 * @param covered for each operand with an ellipsis, how many axes it stands for
 */
public record EinsumEquation(List<List<String>> operands, List<String> result, List<Integer> covered) {
    private static final String ARROW = "->";
    private static final String ELLIPSIS = "...";
    /** Begins the labels of axes behind an ellipsis. */
    private static final String COVERED = ".";

    /**
     * Reads an equation. Without an arrow the result has the axes behind ellipses, then the letters that occur once, in
     * alphabetical order (capitals first).
     *
     * @throws IllegalArgumentException where it is malformed, or does not fit the ranks
     */
    public static EinsumEquation of(String text, List<Integer> ranks) {
        String equation = text.replace(" ", "");
        int arrow = equation.indexOf(ARROW);
        String[] terms = (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
        TypeRules.require(terms.length == ranks.size(), "the equation '" + text + "' has " + terms.length
                + " operands, but " + ranks.size() + " were given");
        List<List<String>> operands = new ArrayList<>();
        List<Integer> covered = new ArrayList<>();
        for (int i = 0; i < terms.length; i++) {
            int letters = terms[i].replace(ELLIPSIS, "").length();
            int behind = ranks.get(i) - letters;
            boolean open = terms[i].contains(ELLIPSIS);
            TypeRules.require(open ? behind >= 0 : behind == 0, "the term '" + terms[i] + "' of the equation '" + text + "' has "
                    + (open ? "at least " : "") + letters + " axes, but operand " + i + " has " + ranks.get(i));
            operands.add(labels(terms[i], behind, text));
            if (open) {
                covered.add(behind);
            }
        }
        int most = covered.stream().mapToInt(Integer::intValue).max().orElse(0);
        List<String> result = arrow < 0 ? implicit(operands, most)
                : labels(equation.substring(arrow + ARROW.length()), most, text);
        for (String label : result) {
            TypeRules.require(operands.stream().anyMatch(o -> o.contains(label)), "the label '" + label
                    + "' of the result of the equation '" + text + "' must occur in an operand");
        }
        TypeRules.require(new LinkedHashSet<>(result).size() == result.size(), "the result of the equation '" + text
                + "' must name each label once");
        return new EinsumEquation(List.copyOf(operands), List.copyOf(result), List.copyOf(covered));
    }

    private static List<String> labels(String term, int covered, String text) {
        List<String> labels = new ArrayList<>();
        int ellipsis = term.indexOf(ELLIPSIS);
        String letters = ellipsis < 0 ? term : term.substring(0, ellipsis) + term.substring(ellipsis + ELLIPSIS.length());
        for (int i = 0; i < letters.length(); i++) {
            if (i == ellipsis) {
                labels.addAll(coveredLabels(covered));
            }
            char c = letters.charAt(i);
            TypeRules.require((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), "the equation '" + text + "' may hold letters,"
                    + " commas, one arrow, and one ellipsis a term, but holds '" + c + "' in the term '" + term + "'");
            labels.add(String.valueOf(c));
        }
        if (ellipsis == letters.length()) {
            labels.addAll(coveredLabels(covered));
        }
        return List.copyOf(labels);
    }

    private static List<String> coveredLabels(int count) {
        return IntStream.range(0, count).mapToObj(i -> COVERED + (count - i)).toList();
    }

    private static List<String> implicit(List<List<String>> operands, int covered) {
        Map<String, Integer> counts = new HashMap<>();
        operands.forEach(o -> o.forEach(label -> counts.merge(label, 1, Integer::sum)));
        List<String> result = new ArrayList<>(coveredLabels(covered));
        for (String label : new TreeSet<>(counts.keySet())) {
            if (counts.get(label) == 1 && !label.startsWith(COVERED)) {
                result.add(label);
            }
        }
        return result;
    }

    /** Whether all ellipses stand for the same number of axes. */
    boolean ellipsesAreAlike() {
        return covered.stream().distinct().count() <= 1;
    }

    /** All labels that the result does not have, which are summed over, in the order in which they occur. */
    public List<String> summed() {
        Set<String> labels = new LinkedHashSet<>();
        operands.forEach(labels::addAll);
        result.forEach(labels::remove);
        return List.copyOf(labels);
    }

    /**
     * The length of every label.
     *
     * @throws IllegalArgumentException where a label is given two lengths; axes behind an ellipsis may have the length 1
     *     against any other
     */
    public Map<String, Dim> lengths(List<Shape> shapes) {
        Map<String, Dim> lengths = new LinkedHashMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            for (int axis = 0; axis < shapes.get(i).rank(); axis++) {
                String label = operands.get(i).get(axis);
                Dim here = shapes.get(i).dim(axis);
                Dim before = lengths.get(label);
                if (before == null || (label.startsWith(COVERED) && before.equals(Dim.of(1)))) {
                    lengths.put(label, here);
                } else {
                    TypeRules.require(here.equals(before) || (label.startsWith(COVERED) && here.equals(Dim.of(1))),
                            (label.startsWith(COVERED) ? "axis -" + label.substring(1) + " behind the ellipsis"
                                    : "the label '" + label + "'") + " is given the length " + before + " and in operand " + i
                                    + " " + shapes.get(i) + " the length " + here);
                }
            }
        }
        return lengths;
    }

    /** The shape of axes with these labels. */
    static Shape shape(List<String> labels, Map<String, Dim> lengths) {
        return Shape.of(Arrays.asList(labels.stream().map(lengths::get).toArray(Dim[]::new)));
    }
}
