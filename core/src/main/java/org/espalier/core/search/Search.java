package org.espalier.core.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Experiment;
import org.espalier.data.BatchSource;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * A search for hyper-parameters: which points of a space are tried, how trials are judged and how many run at a time.
 * Immutable: every {@code with} gives a changed copy. Space, seed, data and the function that makes experiments of points
 * determine all trials to the last bit, whatever the number of threads and however often the search was interrupted.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Search {
    /** What a folder of a search says about where its points are from. */
    private record Method(String name, int count, long seed) {
        List<Point> points(Space space) {
            return name.equals("grid") ? space.grid(count) : space.random(count, seed);
        }
    }

    private final Space space;
    private final Method method;
    private final Monitor monitor;
    private final Optional<Halving> halving;
    private final int parallel;

    private Search(Space space, Method method, Monitor monitor, Optional<Halving> halving, int parallel) {
        this.space = space;
        this.method = method;
        this.monitor = monitor;
        this.halving = halving;
        this.parallel = parallel;
    }

    /**
     * Points drawn at random (Bergstra, Bengio: Random search for hyper-parameter optimization; JMLR 13, 2012). Judged by
     * {@code val_loss}, one trial at a time.
     *
     * @param trials at least 1
     */
    public static Search random(Space space, int trials) {
        return of(space, new Method("random", trials, 0));
    }

    /**
     * All combinations of all values; for choices and ranges of integers. Judged by {@code val_loss}, one trial at a time.
     *
     * @throws EspalierException where there is a range of real numbers
     */
    public static Search grid(Space space) {
        return of(space, new Method("grid", 0, 0));
    }

    /**
     * All combinations of some points of each range and all values of each choice. Judged by {@code val_loss}, one trial at
     * a time.
     *
     * @param points of each range, at least 1, both ends among them from 2 on
     */
    public static Search grid(Space space, int points) {
        if (points < 1) {
            throw new EspalierException("a grid needs at least 1 point of each range, but was given " + points);
        }
        return of(space, new Method("grid", points, 0));
    }

    private static Search of(Space space, Method method) {
        Search search = new Search(space, method, new Monitor("val_loss", false), Optional.empty(), 1);
        // Raised here and not when the search is run.
        search.points();
        return search;
    }

    /** The seed of the points; 0 by default, and a seed like any other. A grid has no use for it. */
    public Search withSeed(long seed) {
        return new Search(space, new Method(method.name, method.count, seed), monitor, halving, parallel);
    }

    /** Better trials have a smaller figure in their last epoch; {@code val_loss} by default. */
    public Search minimizing(String figure) {
        return new Search(space, method, new Monitor(figure, false), halving, parallel);
    }

    /** Better trials have a larger figure in their last epoch. */
    public Search maximizing(String figure) {
        return new Search(space, method, new Monitor(figure, true), halving, parallel);
    }

    /** Hopeless trials are given up early; without, every trial trains for all its epochs. */
    public Search withHalving(int minEpochs, int factor) {
        return new Search(space, method, monitor, Optional.of(new Halving(minEpochs, factor)), parallel);
    }

    /** How many trials run at a time, sharing the threads of the engine; 1 by default. Results do not depend on it. */
    public Search withParallelTrials(int trials) {
        if (trials < 1) {
            throw new EspalierException("a search runs at least 1 trial at a time, but was given " + trials);
        }
        return new Search(space, method, monitor, halving, trials);
    }

    /** The points that are tried, in order. */
    public List<Point> points() {
        return method.points(space);
    }

    /**
     * Runs the search, or goes on with it where the folder holds a part of it. {@code trials.jsonl} there tells of every
     * trial, {@code best.json} is the {@link org.espalier.core.fit.ExperimentFile} of the best.
     *
     * @param engine whose threads the trials share
     * @param folder of this search alone; made where it is not there
     * @param data that all trials train on
     * @param make the network and the training of a point: nothing but the point may have a part in them
     * @throws EspalierException naming the point for which an experiment could not be made or run, or what is wrong with the
     *     folder. A trial that diverges is a failed trial and no error
     */
    public SearchResult run(Engine engine, Path folder, Dataset data, Function<Point, Experiment> make) {
        return start(engine, folder, data, make).run();
    }

    /** Runs the search on batches from elsewhere, which several trials may draw at a time. */
    public SearchResult run(Engine engine, Path folder, BatchSource batches, Function<Point, Experiment> make) {
        return start(engine, folder, batches, make).run();
    }

    /** A run of this search that has not begun, to be run here and cancelled from elsewhere. */
    public SearchRun start(Engine engine, Path folder, Dataset data, Function<Point, Experiment> make) {
        return new SearchRun(this, engine, folder, TrainingData.of(data), make);
    }

    /** A run of this search that has not begun, on batches from elsewhere. */
    public SearchRun start(Engine engine, Path folder, BatchSource batches, Function<Point, Experiment> make) {
        return new SearchRun(this, engine, folder, TrainingData.of(batches), make);
    }

    Monitor monitor() {
        return monitor;
    }

    Optional<Halving> halving() {
        return halving;
    }

    int parallel() {
        return parallel;
    }

    /** All that determines the trials, beside the data and the function of a point. */
    Json.Obj describe(ComponentCodec codec) {
        return Json.obj()
                .with("space", space.describe(codec))
                .with("points", Json.of(method.name))
                .with(method.name.equals("grid") ? "pointsPerRange" : "trials", Json.of(method.count))
                .with("seed", Json.of(method.seed))
                .with("monitor", Json.of(monitor.figure()))
                .with("largerIsBetter", Json.of(monitor.larger()))
                .with("halving", halving.<Json>map(h -> Json.obj()
                        .with("minEpochs", Json.of(h.minEpochs())).with("factor", Json.of(h.factor()))).orElse(Json.NULL));
    }
}
