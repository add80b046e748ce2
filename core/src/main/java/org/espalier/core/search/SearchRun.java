package org.espalier.core.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.DataFingerprint;
import org.espalier.core.fit.Experiment;
import org.espalier.core.fit.ExperimentFile;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Trainer;
import org.espalier.core.fit.Training;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.API;
import org.espalier.plugin.DivergenceException;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;

/** One run of a {@link Search}: rungs of trials. Can be cancelled between steps, and goes on where it was interrupted. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SearchRun {
    /** The name of the best experiment's file within the folder. */
    private static final String BEST = "best.json";

    private static final System.Logger LOG = System.getLogger("org.espalier.search");
    private final Search search;
    private final Engine engine;
    private final Path folder;
    private final TrainingData data;
    private final Function<Point, Experiment> make;
    private final Set<Trainer> running = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    SearchRun(Search search, Engine engine, Path folder, TrainingData data, Function<Point, Experiment> make) {
        Workers.check(engine, search.parallel());
        this.search = search;
        this.engine = engine;
        this.folder = folder;
        this.data = data;
        this.make = make;
    }

    /** Ends the run after the steps that are being done; safe from any thread. What is done so far is kept. */
    public void cancel() {
        cancelled = true;
        running.forEach(Trainer::cancel);
    }

    /** Runs to the end, or until it is cancelled or its thread interrupted. See {@link Search#run}. */
    public SearchResult run() {
        List<Candidate> candidates = Candidate.of(search.points(), make, engine.registry());
        List<Halving.Rung> rungs = rungs(candidates);
        Ladder ladder = new Ladder(candidates.size(), rungs, search.monitor());
        DataFingerprint fingerprint = data.fingerprint();
        TrialLog log = open(fingerprint);
        log.reached().forEach(r -> ladder.add(checked(r, candidates)));
        TrialStates states = new TrialStates(folder);
        try (Workers workers = new Workers(engine, search.parallel())) {
            for (int i = 0; i < rungs.size() && !cancelled; i++) {
                int rung = i;
                List<Integer> alive = ladder.on(rung);
                IntStream.range(0, candidates.size()).filter(t -> !alive.contains(t)).forEach(states::delete);
                ladder.carried(rung).forEach(r -> {
                    log.add(r, candidates.get(r.trial()).point());
                    ladder.add(r);
                });
                List<Integer> missing = alive.stream().filter(t -> !ladder.isDone(t, rung)).toList();
                workers.each(missing, (own, t) -> climb(own, candidates.get(t), rung, rungs.get(rung).epochs(), states)
                        .ifPresent(r -> {
                            log.add(r, candidates.get(t).point());
                            ladder.add(r);
                            tell(candidates.get(t), r);
                            if (r.isOver()) {
                                states.delete(t);
                            }
                        }), this::cancel);
            }
        }
        SearchResult result = new SearchResult(ladder.result(candidates), search.monitor().figure(), cancelled);
        if (!cancelled) {
            states.deleteAll();
            result.found().ifPresent(best -> keep(best, candidates.get(best.number()), fingerprint));
        }
        return result;
    }

    /** Without halving there is one rung, at the end of each trial. */
    private List<Halving.Rung> rungs(List<Candidate> candidates) {
        if (search.halving().isEmpty()) {
            return List.of(new Halving.Rung(candidates.size(), Integer.MAX_VALUE));
        }
        Candidate first = candidates.get(0);
        int epochs = first.experiment().training().epochs();
        for (Candidate c : candidates) {
            if (c.experiment().training().epochs() != epochs) {
                throw new EspalierException("halving compares trials after equally many epochs, but " + first.name()
                        + " trains for " + epochs + " and " + c.name() + " for " + c.experiment().training().epochs()
                        + "; give all the same");
            }
        }
        return search.halving().get().rungs(candidates.size(), epochs);
    }

    private TrialLog open(DataFingerprint fingerprint) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EspalierException("the folder " + folder + " of the search cannot be made: " + AtomicFile.reason(e), e);
        }
        return TrialLog.open(folder, search.describe(new ComponentCodec(engine.registry())).with("data", fingerprint.write()));
    }

    private Reached checked(Reached r, List<Candidate> candidates) {
        if (r.trial() >= candidates.size()) {
            throw new ModelFormatException("the folder " + folder + " tells of a trial " + r.trial() + ", but there are only "
                    + candidates.size() + "; it is damaged: delete it to start over");
        }
        Candidate c = candidates.get(r.trial());
        if (!r.experiment().equals(c.digest())) {
            throw new ModelFormatException("the folder " + folder + " holds another search: its " + c.name() + " had another"
                    + " network, training or validation data than now; name another folder, or delete this one to start over");
        }
        return r;
    }

    /** Brings a trial to a rung; nothing where the search was cancelled before it got there. */
    private Optional<Reached> climb(Engine own, Candidate c, int rung, int epochs, TrialStates states) {
        Monitor monitor = search.monitor();
        Training training = c.experiment().training().withCallbacks(monitor.watch()).withCheckpoint(states.of(c.number()), 1);
        try {
            Trainer trainer = data.trainer(own, c.experiment().withTraining(training));
            running.add(trainer);
            try {
                if (cancelled) {
                    return Optional.empty();
                }
                FitResult r = trainer.runTo(epochs);
                return r.outcome() == FitResult.Outcome.CANCELLED ? Optional.empty()
                        : Optional.of(Reached.of(c, rung, Reached.State.of(r.outcome()), r.reason(), r.history(), monitor));
            } catch (DivergenceException e) {
                return Optional.of(Reached.of(c, rung, Reached.State.FAILED, e.getMessage(), trainer.history(), monitor));
            } finally {
                running.remove(trainer);
            }
        } catch (RuntimeException e) {
            throw new EspalierException("the search was ended by " + c.name() + ": " + Candidate.reason(e), e);
        }
    }

    private void tell(Candidate c, Reached r) {
        LOG.log(System.Logger.Level.INFO, () -> c.name() + ": " + (r.state() == Reached.State.FAILED ? "failed: " + r.reason()
                : search.monitor().figure() + " " + Numbers.shortened(r.figure()) + " after " + r.epochs() + " epochs"));
    }

    private void keep(Trial best, Candidate c, DataFingerprint fingerprint) {
        Json.Obj figures = Json.obj();
        for (Map.Entry<String, Double> f : best.figures().entrySet()) {
            figures = figures.with(f.getKey(), Json.of(f.getValue().doubleValue()));
        }
        ExperimentFile.of(c.experiment(), fingerprint)
                .withNotes(Json.obj()
                        .with("trial", Json.of(best.number()))
                        .with("point", best.point().show())
                        .with("epochs", Json.of(best.epochs()))
                        .with("figures", figures))
                .write(engine, folder.resolve(BEST));
    }
}
