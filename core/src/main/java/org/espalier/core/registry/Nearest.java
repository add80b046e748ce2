package org.espalier.core.registry;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a user may have meant. */
final class Nearest {
    private Nearest() {}

    /** A hint such as {@code ; did you mean 'MatMul'?}, or nothing if no name is near. */
    static String hint(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(k -> distance(name.toLowerCase(), k.toLowerCase())))
                .filter(k -> distance(name.toLowerCase(), k.toLowerCase()) <= Math.max(1, name.length() / 3))
                .map(k -> "; did you mean '" + k + "'?")
                .orElse("");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
