package org.espalier.core.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/**
 * Which trials are on which rung: a pure function of what they reached on the rungs below, so that neither the order in
 * which they got there nor an interruption has a part in it.
 */
final class Ladder {
    private final int trials;
    private final List<Halving.Rung> rungs;
    private final Monitor monitor;
    private final Map<Integer, NavigableMap<Integer, Reached>> reached = new ConcurrentHashMap<>();

    Ladder(int trials, List<Halving.Rung> rungs, Monitor monitor) {
        this.trials = trials;
        this.rungs = rungs;
        this.monitor = monitor;
    }

    /** Safe from several threads. */
    void add(Reached r) {
        reached.computeIfAbsent(r.trial(), t -> new ConcurrentSkipListMap<>()).put(r.rung(), r);
    }

    /** What trials that were over before have on a rung that they were sent to, where it has not been said yet. */
    List<Reached> carried(int rung) {
        return on(rung).stream().map(t -> at(t, rung)).filter(r -> r != null && r.isOver() && r.rung() < rung)
                .map(r -> r.carriedTo(rung)).toList();
    }

    /** What a trial had reached on a rung or, where it was over before, below; null where it has not got there. */
    private Reached at(int trial, int rung) {
        var entry = reached.getOrDefault(trial, new TreeMap<>()).floorEntry(rung);
        return entry == null ? null : entry.getValue();
    }

    boolean isDone(int trial, int rung) {
        Reached r = at(trial, rung);
        return r != null && (r.rung() == rung || r.isOver());
    }

    /** The trials of a rung, the rung below being done. */
    List<Integer> on(int rung) {
        if (rung == 0) {
            return IntStream.range(0, trials).boxed().toList();
        }
        List<Integer> below = ranked(on(rung - 1), rung - 1);
        return below.subList(0, Math.min(below.size(), rungs.get(rung).trials()));
    }

    /** The best first. Of equals the one of the lower number, so that the order does not depend on who was faster. */
    private List<Integer> ranked(List<Integer> some, int rung) {
        return some.stream()
                .sorted(Comparator.<Integer, Double>comparing(t -> figure(t, rung), monitor.order())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private double figure(int trial, int rung) {
        Reached r = at(trial, rung);
        return r == null ? Double.NaN : r.figure();
    }

    /** The highest rung that trials were sent to. */
    private int top() {
        int rung = 0;
        while (rung + 1 < rungs.size() && isDone(rung)) {
            rung++;
        }
        return rung;
    }

    private boolean isDone(int rung) {
        return on(rung).stream().allMatch(t -> isDone(t, rung));
    }

    /** All trials, the best first: those of higher rungs before others, failed ones last. */
    List<Trial> result(List<Candidate> candidates) {
        int top = top();
        Set<Integer> order = new LinkedHashSet<>();
        for (int rung = top; rung >= 0; rung--) {
            order.addAll(ranked(on(rung), rung));
        }
        List<Integer> alive = on(top);
        List<Trial> all = new ArrayList<>();
        order.forEach(t -> all.add(trial(candidates.get(t), alive.contains(t))));
        all.sort(Comparator.comparing(t -> t.status() == Trial.Status.FAILED));
        return List.copyOf(all);
    }

    private Trial trial(Candidate c, boolean alive) {
        Reached r = at(c.number(), rungs.size());
        if (r == null) {
            return new Trial(c.number(), c.point(), Trial.Status.UNFINISHED, 0, Double.NaN, Map.of(), List.of(), 0, "");
        }
        Trial.Status status = r.isOver() || alive ? r.state().status() : Trial.Status.DROPPED;
        return new Trial(c.number(), c.point(), status, r.epochs(), r.figure(), r.figures(), r.curve(), r.seconds(), r.reason());
    }
}
