package org.espalier.core.config;

import org.espalier.tensor.Dim;

/**
 * Reads dims in the form that {@link Dim#toString} writes: {@code 2*batch + 1}, {@code 3*floor((batch + 1)/2)};
 * within {@code floor(...)} the slash binds least.
 */
final class DimText {
    private static final int LONGEST = 1_000;
    private final String text;
    private int at;

    private DimText(String text) {
        this.text = text;
    }

    /** The dim of a text; an {@link IllegalArgumentException} where it is none. */
    static Dim parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a dim of " + text.length() + " characters");
        }
        DimText parser = new DimText(text);
        Dim dim = parser.sum();
        if (parser.at < text.length()) {
            throw parser.unexpected();
        }
        return dim;
    }

    private Dim sum() {
        Dim sum = accept("-") ? term().times(-1) : term();
        while (true) {
            if (accept(" + ")) {
                sum = sum.plus(term());
            } else if (accept(" - ")) {
                sum = sum.minus(term());
            } else {
                return sum;
            }
        }
    }

    private Dim term() {
        Dim product = factor();
        while (accept("*")) {
            product = product.times(factor());
        }
        return product;
    }

    private Dim factor() {
        if (accept("floor(")) {
            Dim numerator = sum();
            expect("/");
            Dim divisor = accept("-") ? term().times(-1) : term();
            expect(")");
            return numerator.floorDiv(divisor);
        }
        if (accept("(")) {
            Dim inner = sum();
            expect(")");
            return inner;
        }
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
        String word = text.substring(start, at);
        return Character.isDigit(word.charAt(0)) ? Dim.of(Long.parseLong(word)) : Dim.of(word);
    }

    private boolean accept(String token) {
        boolean there = text.startsWith(token, at);
        at += there ? token.length() : 0;
        return there;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw unexpected();
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("unexpected at character " + at);
    }
}
