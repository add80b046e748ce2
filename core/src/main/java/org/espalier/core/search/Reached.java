package org.espalier.core.search;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.core.config.Json;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.History;
import org.espalier.training.Callback;

/**
 * How far a trial has come on a rung: a line of the search's file.
 *
 * @param trial its number
 * @param rung from 0
 * @param state whether it can go on
 * @param experiment the digest of its configuration, so that a changed one is noticed
 */
record Reached(
        int trial, int rung, State state, int epochs, double figure, Map<String, Double> figures, List<Double> curve,
        double seconds, String reason, String experiment) {
    /** Whether a trial can go on. */
    enum State {
        PAUSED(Trial.Status.UNFINISHED),
        COMPLETED(Trial.Status.COMPLETED),
        STOPPED(Trial.Status.STOPPED),
        FAILED(Trial.Status.FAILED);

        private final Trial.Status status;

        State(Trial.Status status) {
            this.status = status;
        }

        static State of(FitResult.Outcome outcome) {
            return valueOf(outcome.name());
        }

        /** What a trial is when the search is over and did not drop it. */
        Trial.Status status() {
            return status;
        }
    }

    /** After the epochs of a history. A trial without a finite figure has failed, whatever its run says. */
    static Reached of(Candidate c, int rung, State said, String reason, History history, Monitor monitor) {
        List<Double> curve = Arrays.stream(history.series(monitor.figure())).boxed().toList();
        double last = history.last(monitor.figure());
        boolean failed = said == State.FAILED || !Double.isFinite(last);
        String why = !reason.isEmpty() || !failed ? reason : monitor.figure() + " is " + last;
        Map<String, Double> figures = history.epochs().isEmpty()
                ? Map.of() : history.epochs().get(history.epochs().size() - 1).figures();
        return new Reached(c.number(), rung, failed ? State.FAILED : said, history.epochs().size(), failed ? Double.NaN : last,
                figures, curve, history.epochs().stream().mapToDouble(Callback.Epoch::seconds).sum(), why, c.digest());
    }

    /** The same on a higher rung, which it gets to without training. */
    Reached carriedTo(int higher) {
        return new Reached(trial, higher, state, epochs, figure, figures, curve, seconds, reason, experiment);
    }

    boolean isOver() {
        return state != State.PAUSED;
    }

    Json.Obj write(Point point) {
        Map<String, Json> named = new LinkedHashMap<>();
        figures.forEach((name, v) -> named.put(name, Json.of(v.doubleValue())));
        return Json.obj()
                .with("kind", Json.of("trial"))
                .with("trial", Json.of(trial))
                .with("rung", Json.of(rung))
                .with("state", Json.of(state.name().toLowerCase(Locale.ROOT)))
                .with("epochs", Json.of(epochs))
                .with("figure", Json.of(figure))
                .with("reason", Json.of(reason))
                .with("seconds", Json.of(seconds))
                .with("point", point.show())
                .with("figures", new Json.Obj(named))
                .with("curve", Json.arr(curve.stream().map(v -> Json.of(v.doubleValue())).toList()))
                .with("experiment", Json.of(experiment));
    }

    static Reached read(Json.Obj line, String place) {
        Map<String, Double> figures = new LinkedHashMap<>();
        line.require("figures", place).asObject(place).members().forEach((name, v) -> figures.put(name, v.asDouble(place)));
        String state = line.require("state", place).asText(place).toUpperCase(Locale.ROOT);
        return new Reached(
                whole(line, "trial", place), whole(line, "rung", place),
                Arrays.stream(State.values()).filter(s -> s.name().equals(state)).findFirst()
                        .orElseThrow(() -> line.mismatch("a trial with a known state", place)),
                whole(line, "epochs", place), line.require("figure", place).asDouble(place), figures,
                line.require("curve", place).asList(place).stream().map(v -> v.asDouble(place)).toList(),
                line.require("seconds", place).asDouble(place), line.require("reason", place).asText(place),
                line.require("experiment", place).asText(place));
    }

    private static int whole(Json.Obj line, String name, String place) {
        return (int) line.require(name, place).asLong(0, Integer.MAX_VALUE, place + "/" + name);
    }
}
