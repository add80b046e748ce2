package org.espalier.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a network reads: numbers of a shape ({@code 784}, {@code 3x32x32}), or tokens of a vocabulary
 * ({@code tokens 5000x50} for 50 of 5,000).
 *
 * @param shape the shape of one example
 * @param vocabulary how many tokens there are; 0 where it reads numbers
 */
public record InputSpec(List<Integer> shape, int vocabulary) {
    private static final String TOKENS = "tokens";

    /** Reads the notation. */
    public static InputSpec parse(String text) {
        boolean tokens = text.startsWith(TOKENS);
        List<Integer> figures = Arrays.stream((tokens ? text.substring(TOKENS.length()) : text).strip().split("x"))
                .map(Integer::valueOf)
                .toList();
        return tokens ? new InputSpec(figures.subList(1, 2), figures.get(0)) : new InputSpec(figures, 0);
    }

    /** Whether it reads tokens. */
    public boolean isTokens() {
        return vocabulary > 0;
    }

    /** The numbers of one example. */
    public int size() {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    /** The shape of one example. */
    public int[] dims() {
        return shape.stream().mapToInt(i -> i).toArray();
    }

    /** The shape of a batch. */
    public long[] batched(int rows) {
        long[] dims = new long[shape.size() + 1];
        dims[0] = rows;
        for (int i = 1; i < dims.length; i++) {
            dims[i] = shape.get(i - 1);
        }
        return dims;
    }

    @Override
    public String toString() {
        String dims = shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
        return isTokens() ? TOKENS + " " + vocabulary + "x" + dims : dims;
    }
}
