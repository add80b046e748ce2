package org.espalier.cpu.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * Element-wise steps from inputs to results. Values are numbered: first the real inputs, then the logical ones, then the
 * numbers that are the same for all elements, then what each step computes.
 *
 * @param realInputs how many inputs are real
 * @param truthInputs how many are logical
 * @param numbers how many are one number
 * @param steps in an order in which each comes after those that it reads
 * @param realResults the values that are stored as numbers
 * @param truthResults the values that are stored as truth values
 */
public record Program(
        int realInputs, int truthInputs, int numbers, List<Step> steps, List<Integer> realResults, List<Integer> truthResults) {
    /** A primitive applied to values. */
    public record Step(Primitive primitive, List<Integer> arguments) {}

    /** Copies the lists. */
    public Program {
        steps = List.copyOf(steps);
        realResults = List.copyOf(realResults);
        truthResults = List.copyOf(truthResults);
    }

    int inputs() {
        return realInputs + truthInputs + numbers;
    }

    /** Whether a value is logical. */
    boolean isTruth(int value) {
        if (value < inputs()) {
            return value >= realInputs && value < realInputs + truthInputs;
        }
        return steps.get(value - inputs()).primitive().truth();
    }

    /** The values in the order in which they are computed, steps that nothing needs left out. */
    List<Integer> needed() {
        boolean[] needed = new boolean[inputs() + steps.size()];
        realResults.forEach(v -> needed[v] = true);
        truthResults.forEach(v -> needed[v] = true);
        for (int s = steps.size() - 1; s >= 0; s--) {
            if (needed[inputs() + s]) {
                steps.get(s).arguments().forEach(a -> needed[a] = true);
            }
        }
        List<Integer> values = new ArrayList<>();
        for (int v = 0; v < needed.length; v++) {
            if (needed[v]) {
                values.add(v);
            }
        }
        return values;
    }
}
