package org.espalier.report.chart;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Makes ids of names, for files and anchors, all beginning alike. Names that differ only in what an id cannot hold, such as
 * {@code a/b} and {@code a-b}, are numbered.
 */
final class Ids {
    private final Set<String> taken = new HashSet<>();
    private final String beginning;

    Ids(String beginning) {
        this.beginning = beginning;
    }

    String of(String name) {
        String base = beginning + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String id = base;
        for (int i = 2; !taken.add(id); i++) {
            id = base + "-" + i;
        }
        return id;
    }
}
