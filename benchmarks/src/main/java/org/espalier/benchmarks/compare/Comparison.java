package org.espalier.benchmarks.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.espalier.benchmarks.harness.Measure;
import org.espalier.benchmarks.harness.Work;

/** One workload, done by all. */
final class Comparison {
    private final Work work;
    private final List<Contestant> contestants;

    Comparison(Work work, List<Contestant> contestants) {
        this.work = work;
        this.contestants = List.copyOf(contestants);
    }

    Work work() {
        return work;
    }

    Measure measure() {
        return work.measure();
    }

    /** Those with figures. */
    List<Contestant> present() {
        return contestants.stream().filter(c -> !c.isAbsent()).toList();
    }

    /** Those without. */
    List<Contestant> absent() {
        return contestants.stream().filter(Contestant::isAbsent).toList();
    }

    /** Espalier with most threads: what the others are compared with. */
    Optional<Contestant> ours() {
        return present().stream()
                .filter(c -> c.peer().id().equals(Peers.ESPALIER))
                .max(Comparator.comparingInt(Contestant::threads));
    }

    /** The fastest that is not ours, with whatever number of threads suits it best. */
    Optional<Contestant> fastestPeer() {
        Comparator<Contestant> bySpeed = Comparator.comparingDouble(c -> measure().lowerIsBetter() ? -c.median() : c.median());
        return present().stream().filter(c -> !c.peer().isOwn()).max(bySpeed);
    }

    /** How many times as fast one is as the other, over the rounds that both have done. */
    Statistics.Interval speed(Contestant one, Contestant other) {
        double[] a = one.values();
        double[] b = other.values();
        int rounds = Math.min(a.length, b.length);
        double[] x = Arrays.copyOf(a, rounds);
        double[] y = Arrays.copyOf(b, rounds);
        return measure().lowerIsBetter() ? Statistics.ratio(y, x) : Statistics.ratio(x, y);
    }

    /** What more threads bring us, if we ran with several numbers of them. */
    Optional<Statistics.Interval> scaling() {
        Optional<Contestant> one = present().stream()
                .filter(c -> c.peer().id().equals(Peers.ESPALIER))
                .min(Comparator.comparingInt(Contestant::threads));
        return ours().filter(most -> most != one.orElseThrow()).map(most -> speed(most, one.orElseThrow()));
    }
}
