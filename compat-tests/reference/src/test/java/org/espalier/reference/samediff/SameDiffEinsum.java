package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Einstein's summation convention as one product over all labels, and a sum: slow, but plainly what is meant. */
final class SameDiffEinsum {
    private SameDiffEinsum() {}

    static SDVariable einsum(Call c) {
        String[] sides = c.attributes().string("equation").replace(" ", "").split("->", -1);
        String[] terms = sides[0].split(",", -1);
        int covered = 0;
        List<List<String>> operands = new ArrayList<>();
        for (int i = 0; i < terms.length; i++) {
            int rank = c.shape(i).length;
            operands.add(labels(terms[i], rank));
            covered = terms[i].contains("...") ? Math.max(covered, rank - terms[i].length() + 3) : covered;
        }
        List<String> result = sides.length == 2
                ? labels(sides[1], sides[1].contains("...") ? sides[1].length() - 3 + covered : sides[1].length())
                : implicit(operands);
        List<String> all = new ArrayList<>(result);
        operands.forEach(o -> o.stream().filter(l -> !all.contains(l)).forEach(all::add));
        SDVariable product = null;
        for (int i = 0; i < operands.size(); i++) {
            SDVariable x = spread(c, i, operands.get(i), all);
            product = product == null ? x : product.mul(x);
        }
        int[] axes = IntStream.range(result.size(), all.size()).toArray();
        SDVariable y = axes.length == 0 ? product : c.sd().math().sum(product, true, axes);
        return c.sd().reshape(y, c.outputShape());
    }

    /** The axes behind an ellipsis are numbered from the last one, as they broadcast. */
    private static List<String> labels(String term, int rank) {
        List<String> labels = new ArrayList<>();
        int covered = rank - term.length() + 3;
        for (int i = 0; i < term.length(); i++) {
            if (term.charAt(i) == '.') {
                IntStream.range(0, covered).forEach(k -> labels.add("." + (covered - k)));
                i += 2;
            } else {
                labels.add(term.substring(i, i + 1));
            }
        }
        return labels;
    }

    private static List<String> implicit(List<List<String>> operands) {
        List<String> every = operands.stream().flatMap(List::stream).toList();
        List<String> result = every.stream().filter(l -> l.startsWith(".")).distinct()
                .sorted((a, b) -> Integer.compare(Integer.parseInt(b.substring(1)), Integer.parseInt(a.substring(1))))
                .collect(Collectors.toCollection(ArrayList::new));
        result.addAll(every.stream().filter(l -> !l.startsWith(".") && every.indexOf(l) == every.lastIndexOf(l))
                .collect(Collectors.toCollection(TreeSet::new)));
        return result;
    }

    /** An operand with an axis for every label; a label that comes twice picks the diagonal, with a matrix of ones on it. */
    private static SDVariable spread(Call c, int operand, List<String> labels, List<String> all) {
        SDVariable x = c.in(operand);
        List<String> own = new ArrayList<>(labels);
        List<Long> lengths = new ArrayList<>(Arrays.stream(c.shape(operand)).boxed().toList());
        for (int i = 0; i < own.size(); i++) {
            int j = own.lastIndexOf(own.get(i));
            if (j > i) {
                int n = lengths.get(i).intValue();
                double[] eye = new double[n * n];
                IntStream.range(0, n).forEach(k -> eye[k * n + k] = 1);
                long[] wide = new long[own.size()];
                Arrays.fill(wide, 1);
                wide[i] = n;
                wide[j] = n;
                x = c.sd().math().sum(x.mul(c.constant(eye, wide)), false, j);
                own.remove(j);
                lengths.remove(j);
                i--;
            }
        }
        int[] perm = IntStream.range(0, own.size()).boxed()
                .sorted((a, b) -> Integer.compare(all.indexOf(own.get(a)), all.indexOf(own.get(b)))).mapToInt(i -> i).toArray();
        SDVariable ordered = perm.length < 2 ? x : c.sd().permute(x, perm);
        long[] wide = all.stream().mapToLong(l -> own.contains(l) ? lengths.get(own.indexOf(l)) : 1).toArray();
        return c.sd().reshape(ordered, wide);
    }
}
