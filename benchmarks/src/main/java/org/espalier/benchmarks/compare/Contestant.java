package org.espalier.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

/** A program with a number of threads, and what it has done in a workload, round by round. */
final class Contestant {
    private final Peer peer;
    private final int threads;
    private final List<Outcome> rounds = new ArrayList<>();
    private Outcome absent;

    Contestant(Peer peer, int threads) {
        this.peer = peer;
        this.threads = threads;
    }

    Peer peer() {
        return peer;
    }

    int threads() {
        return threads;
    }

    /** Takes down the outcome of a round; one without figures ends its part in the workload. */
    void add(Outcome outcome) {
        if (outcome.isAbsent()) {
            absent = outcome;
        } else {
            rounds.add(outcome);
        }
    }

    boolean isAbsent() {
        return absent != null;
    }

    /** Why it takes no part. */
    String reason() {
        return absent.absence();
    }

    String version() {
        return rounds.isEmpty() ? absent == null ? "" : absent.version() : rounds.get(0).version();
    }

    /** The median of each round. */
    double[] values() {
        return rounds.stream().mapToDouble(Outcome::median).toArray();
    }

    double median() {
        return Statistics.median(values());
    }

    /** The median of the peak memory of its processes. */
    double peakBytes() {
        return Statistics.median(rounds.stream().mapToDouble(Outcome::peakBytes).toArray());
    }
}
