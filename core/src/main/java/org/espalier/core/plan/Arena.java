package org.espalier.core.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.espalier.tensor.DType;

/**
 * Gives every storage of a plan a place in one array per dtype, so that two that are needed at the same time never
 * overlap: the largest first, each at the lowest place that is free for its whole life.
 */
final class Arena {
    /** Places begin at multiples of this many elements, so that no two share a cache line in f32. */
    private static final int ALIGNMENT = 16;
    private final List<Storage> storages;

    Arena(List<Storage> storages) {
        this.storages = storages;
    }

    void place() {
        List<Storage> largestFirst = new ArrayList<>(storages.stream().filter(s -> s.kind == Storage.Kind.ARENA).toList());
        largestFirst.sort(Comparator.comparing((Storage s) -> -s.length).thenComparing(s -> s.index));
        List<Storage> placed = new ArrayList<>();
        for (Storage s : largestFirst) {
            s.offset = lowest(s, placed);
            placed.add(s);
        }
    }

    private static int lowest(Storage s, List<Storage> placed) {
        List<Storage> together = new ArrayList<>(placed.stream()
                .filter(p -> p.dtype == s.dtype && p.from <= s.to && s.from <= p.to)
                .toList());
        together.sort(Comparator.comparing(p -> p.offset));
        int offset = 0;
        for (Storage p : together) {
            if (offset + s.length <= p.offset) {
                break;
            }
            offset = Math.max(offset, aligned(Math.addExact(p.offset, p.length)));
        }
        return offset;
    }

    private static int aligned(int n) {
        return Math.addExact(n, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** The length of the array of each dtype. */
    static Map<DType, Integer> lengths(List<Storage> storages) {
        Map<DType, Integer> lengths = new EnumMap<>(DType.class);
        for (Storage s : storages) {
            if (s.kind == Storage.Kind.ARENA) {
                lengths.merge(s.dtype, Math.addExact(s.offset, s.length), Math::max);
            }
        }
        return lengths;
    }

    /** The least that any layout could do with: the most bytes that are needed at one time. */
    static long lowerBound(List<Storage> storages, int calls) {
        long most = 0;
        for (int t = 0; t <= calls; t++) {
            long sum = 0;
            for (Storage s : storages) {
                if (s.kind == Storage.Kind.ARENA && s.from <= t && t <= s.to) {
                    sum += (long) s.length * s.dtype.bytes();
                }
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
