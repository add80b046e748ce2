package org.espalier.core.fit;

import static org.espalier.core.fit.ParameterRules.appended;
import static org.espalier.core.fit.ParameterRules.matches;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.espalier.core.check.GradientReport;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.ParameterRules.Rule;
import org.espalier.core.model.Measured;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.model.Objective;
import org.espalier.data.Batch;
import org.espalier.data.BatchSource;
import org.espalier.data.Dataset;
import org.espalier.data.Order;
import org.espalier.graph.WorkedGraph;
import org.espalier.nn.Role;
import org.espalier.optim.ObjectiveOptimizer;
import org.espalier.optim.Optimizer;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.training.Callback;
import org.espalier.training.Constraint;
import org.espalier.training.Loss;
import org.espalier.training.Metric;
import org.espalier.training.Penalty;
import org.espalier.training.Reduction;

/**
 * How a network is trained. Immutable: every {@code with} gives a changed copy. Seed, data and configuration determine
 * the resulting weights to the last bit, whatever the number of threads.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Training {
    private static final int USUAL_BATCH = 32;

    private Loss loss;
    private List<Objective> objectives = List.of();
    private Optimizer optimizer;
    private List<Metric> metrics = List.of();
    private List<Callback> callbacks = List.of();
    private ParameterRules rules = ParameterRules.NONE;
    private List<String> captured = List.of();
    private Reduction reduction = Reduction.MEAN;
    private Order order = Order.SHUFFLED;
    private Dataset validation;
    private int epochs = 1;
    /** 0 where it was not said. */
    private int batchSize;
    private int accumulation = 1;
    private long seed;
    private Path checkpoint;
    private int checkpointEvery = 1;

    private Training() {}

    /** A training of a network with one output. */
    public static Training of(Loss loss, Optimizer optimizer) {
        Training t = new Training();
        t.loss = loss;
        t.optimizer = optimizer;
        return t;
    }

    /** A training of a network with one or several outputs. */
    public static Training of(List<Objective> objectives, Optimizer optimizer) {
        Training t = new Training();
        t.objectives = List.copyOf(objectives);
        t.optimizer = optimizer;
        return t;
    }

    private Training with(Consumer<Training> change) {
        Training t = new Training();
        t.loss = loss;
        t.objectives = objectives;
        t.optimizer = optimizer;
        t.metrics = metrics;
        t.callbacks = callbacks;
        t.rules = rules;
        t.captured = captured;
        t.reduction = reduction;
        t.order = order;
        t.validation = validation;
        t.epochs = epochs;
        t.batchSize = batchSize;
        t.accumulation = accumulation;
        t.seed = seed;
        t.checkpoint = checkpoint;
        t.checkpointEvery = checkpointEvery;
        change.accept(t);
        return t;
    }

    /** Passes over the data; 1 by default. */
    public Training withEpochs(int n) {
        return with(t -> t.epochs = atLeastOne("epochs", n));
    }

    /**
     * Examples a step; 32 by default, and the whole data set with an {@link ObjectiveOptimizer}. The last batch of an epoch
     * may be smaller. A source of batches has its own size.
     */
    public Training withBatchSize(int n) {
        return with(t -> t.batchSize = atLeastOne("the batch size", n));
    }

    /** Batches whose gradients are averaged before each update; 1 by default. */
    public Training withAccumulation(int n) {
        return with(t -> t.accumulation = atLeastOne("the number of accumulated batches", n));
    }

    /** The seed of weights, order and dropout; 0 by default, and a seed like any other. */
    public Training withSeed(long s) {
        return with(t -> t.seed = s);
    }

    /** Data on which loss and metrics are computed after each epoch. */
    public Training withValidation(Dataset data) {
        return with(t -> t.validation = data);
    }

    /** Figures besides the loss, of the first or only output; other outputs have them in their {@link Objective}. */
    public Training withMetrics(Metric... more) {
        return with(t -> t.metrics = appended(metrics, Arrays.asList(more)));
    }

    /** Who is told how the run goes. */
    public Training withCallbacks(Callback... more) {
        return with(t -> t.callbacks = appended(callbacks, Arrays.asList(more)));
    }

    /** A term of the loss for each weight; not for biases and normalisation. */
    public Training withPenalty(Penalty penalty) {
        return with(t -> t.rules = rules.withPenalty(Rule.ofWeights(penalty)));
    }

    /** A term of the loss for each parameter of the roles whose path matches. */
    public Training withPenalty(String pattern, Set<Role> roles, Penalty penalty) {
        return with(t -> t.rules = rules.withPenalty(new Rule<>(pattern, roles, penalty)));
    }

    /** A set that each weight is brought back into after each update. */
    public Training withConstraint(Constraint constraint) {
        return with(t -> t.rules = rules.withConstraint(Rule.ofWeights(constraint)));
    }

    /** Parameters and states whose path matches, such as {@code encoder/**}, stay as they are. */
    public Training withFrozen(String... patterns) {
        return with(t -> t.rules = rules.withFrozen(Arrays.asList(patterns)));
    }

    /** Values of layers and gradients of parameters whose path matches can be read from the step. */
    public Training withCapture(String... patterns) {
        return with(t -> t.captured = appended(captured, Arrays.asList(patterns)));
    }

    /** How the losses of a batch become one number; the mean by default. */
    public Training withReduction(Reduction r) {
        return with(t -> t.reduction = r);
    }

    /** In which order the examples of a data set are taken; shuffled by default. */
    public Training withOrder(Order o) {
        return with(t -> t.order = o);
    }

    /**
     * A file that the state of the run is written to after every n epochs. If it is there when the run starts, the run
     * goes on from it and ends with the same weights as if it had never stopped.
     */
    public Training withCheckpoint(Path file, int everyEpochs) {
        return with(t -> {
            t.checkpoint = file;
            t.checkpointEvery = atLeastOne("the epochs between checkpoints", everyEpochs);
        });
    }

    /** Trains a fresh model of a network. */
    public FitResult fit(Engine engine, Network network, Dataset data) {
        return fit(network.init(engine, seed), data);
    }

    /** Trains a model further, in place. */
    public FitResult fit(Model model, Dataset data) {
        return new Trainer(model, this, data).run();
    }

    /** Trains a fresh model of a network on batches from elsewhere, whose source decides on their order and size. */
    public FitResult fit(Engine engine, Network network, BatchSource batches) {
        return fit(network.init(engine, seed), batches);
    }

    /** Trains a model further, in place, on batches from elsewhere, whose source decides on their order and size. */
    public FitResult fit(Model model, BatchSource batches) {
        return new Trainer(model, this, batches).run();
    }

    /**
     * Compares the gradient of every trained parameter, at the model's weights and on a batch, with central differences;
     * all in f64. For small networks: every number of every parameter is moved. The model stays as it is.
     */
    public GradientReport checkGradients(Model model, Batch batch) {
        return NetworkGradients.check(model, this, batch);
    }

    /**
     * The graph of the loss on a batch with every value of the forward pass, and the loss's derivative by it from the
     * backward pass, to be looked at or drawn. The model stays as it is.
     */
    public WorkedGraph workedGraph(Model model, Batch batch) {
        return NetworkGradients.work(model, this, batch);
    }

    /** With exactly these rules, as a file has them. */
    Training withRules(ParameterRules exactly) {
        return with(t -> t.rules = exactly);
    }

    private static int atLeastOne(String what, int n) {
        if (n < 1) {
            throw new EspalierException(what + " must be at least 1, but was " + n);
        }
        return n;
    }

    List<Objective> objectives(Network network) {
        return objectives.isEmpty() ? Objective.single(network, loss) : objectives;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    List<Metric> metrics() {
        return metrics;
    }

    /** All metrics, with what they look at. */
    List<Measured> measured(Network network) {
        return Measured.all(objectives(network), metrics);
    }

    List<Callback> callbacks() {
        return callbacks;
    }

    ParameterRules rules() {
        return rules;
    }

    /** Whether a value is kept together with its gradient. */
    boolean captures(String path) {
        return matches(captured, path);
    }

    /** Whether what a layer yields is kept, for the loop or for a callback. */
    boolean capturesValue(String path) {
        return captures(path) || callbacks.stream().anyMatch(c -> matches(c.look().values(), path));
    }

    /** Whether the gradient of a parameter is kept. */
    boolean capturesGradient(String path) {
        return captures(path) || callbacks.stream().anyMatch(c -> matches(c.look().gradients(), path));
    }

    Reduction reduction() {
        return reduction;
    }

    Order order() {
        return order;
    }

    List<String> captured() {
        return captured;
    }

    /** The data on which loss and metrics are computed after each epoch. */
    public Optional<Dataset> validation() {
        return Optional.ofNullable(validation);
    }

    /** Passes over the data. */
    public int epochs() {
        return epochs;
    }

    /** Examples a step, 0 where it was not said. */
    int chosenBatchSize() {
        return batchSize;
    }

    /** Examples a step where there are so many. */
    int batchSize(int examples) {
        int wanted = batchSize > 0 ? batchSize : optimizer instanceof ObjectiveOptimizer ? examples : USUAL_BATCH;
        return Math.min(wanted, examples);
    }

    int accumulation() {
        return accumulation;
    }

    /** The seed of weights, order and dropout. */
    public long seed() {
        return seed;
    }

    /** The file that the state of the run is written to. */
    public Optional<Path> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    int checkpointEvery() {
        return checkpointEvery;
    }
}
