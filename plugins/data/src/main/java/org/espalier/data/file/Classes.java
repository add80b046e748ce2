package org.espalier.data.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The order in which names of classes become class indices. */
public final class Classes {
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

    private Classes() {}

    /** Each name once: by value where all are integers, so that 10 comes after 9, and by their letters otherwise. */
    public static List<String> sorted(Collection<String> names) {
        boolean integers = names.stream().allMatch(n -> INTEGER.matcher(n).matches());
        Comparator<String> order = integers
                ? Comparator.comparingLong((String n) -> Long.parseLong(n)).thenComparing(Comparator.naturalOrder())
                : Comparator.naturalOrder();
        TreeSet<String> sorted = new TreeSet<>(order);
        sorted.addAll(names);
        return List.copyOf(sorted);
    }
}
