package org.espalier.core.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;
import org.espalier.core.fit.DataFingerprint;
import org.espalier.core.fit.Experiment;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.plugin.EspalierException;

/** A point with its number, what the user makes of it, and what tells that from another experiment. */
record Candidate(int number, Point point, Experiment experiment, String digest) {
    /** Asks for all experiments before the first is run, so that a mistake in one shows itself at once. */
    static List<Candidate> of(List<Point> points, Function<Point, Experiment> make, Registry registry) {
        Map<Dataset, Json> validation = new IdentityHashMap<>();
        List<Candidate> all = new ArrayList<>();
        for (Point p : points) {
            String name = name(all.size(), p);
            try {
                Experiment e = make.apply(p);
                check(e, name);
                Json validated = e.training().validation()
                        .map(v -> validation.computeIfAbsent(v, d -> DataFingerprint.of(d).write())).orElse(Json.NULL);
                all.add(new Candidate(all.size(), p, e, digest(e.describe(registry).with("validation", validated))));
            } catch (RuntimeException e) {
                throw new EspalierException("there is no experiment of " + name + ": " + reason(e), e);
            }
        }
        return all;
    }

    private static void check(Experiment e, String name) {
        if (e == null) {
            throw new EspalierException("the function of a point gave null");
        }
        if (e.training().checkpoint().isPresent()) {
            throw new EspalierException("its training has a checkpoint of its own; leave withCheckpoint out, for the search keeps"
                    + " the state of every trial");
        }
    }

    private static String digest(Json json) {
        try {
            byte[] text = JsonText.writeCompact(json).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What went wrong in one trial, with the exception's name where it is none of ours. */
    static String reason(RuntimeException e) {
        return e instanceof EspalierException ? e.getMessage() : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static String name(int number, Point point) {
        return "trial " + number + " (" + point + ")";
    }

    /** For messages. */
    String name() {
        return name(number, point);
    }
}
