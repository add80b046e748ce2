package org.espalier.core.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.core.engine.Engine;
import org.espalier.core.plan.Plan;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.graph.Graph;
import org.espalier.nn.PathPattern;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback;
import org.espalier.training.Loss;
import org.espalier.training.Metric;

/** A network with weights. Any number of threads may predict at once, also while one trains. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Model {
    private final Engine engine;
    private final Network network;
    private final DType dtype;
    private final Traced inference;
    private final Variables variables;
    private final Program program;

    private Model(Engine engine, Network network, DType dtype, Traced inference, Variables variables) {
        this.engine = engine;
        this.network = network;
        this.dtype = dtype;
        this.inference = inference;
        this.variables = variables;
        this.program = new Program(engine, inference.graph(), variables);
    }

    static Model init(Engine engine, Network network, long seed, DType dtype) {
        // What training alone declares, inference must have too, or a model could not be trained after loading.
        Traced training = network.trace(engine.registry(), true, dtype);
        Variables variables = new Variables();
        for (Traced.Parameter p : training.parameters()) {
            double[] values = new double[Math.toIntExact(p.type().shape().size())];
            p.initializer().fill(values, p.spec(), RandomStream.of(seed, p.spec().path()));
            variables.put(p.spec().path(), Tensor.rounded(p.type(), values));
        }
        training.states().forEach(s -> variables.put(s.path(), Tensor.full(s.type(), s.initial())));
        return new Model(engine, network, dtype, network.trace(engine.registry(), false, dtype), variables);
    }

    /** A model of a network with given weights, each parameter and state exactly once. */
    public static Model of(Engine engine, Network network, DType dtype, Map<String, Tensor> weights) {
        Model model = init(engine, network, 0, dtype);
        if (!weights.keySet().equals(model.variables.types().keySet())) {
            throw new EspalierException("the network has the weights " + new TreeMap<>(model.variables.types()).keySet()
                    + ", but was given " + new TreeMap<>(weights).keySet());
        }
        model.variables.set(weights);
        return model;
    }

    /** Reads a model from a file that {@link #save} wrote. */
    public static Model load(Engine engine, Path file) {
        return ModelFile.load(engine, file);
    }

    /** Writes network and weights to a file, which is replaced only when all of it has been written. */
    public void save(Path file) {
        ModelFile.save(this, file);
    }

    /** What runs this model. */
    public Engine engine() {
        return engine;
    }

    /** The plugins that this model was made with. */
    public Registry registry() {
        return engine.registry();
    }

    /** The definition. */
    public Network network() {
        return network;
    }

    /** The dtype of parameters and floating inputs. */
    public DType dtype() {
        return dtype;
    }

    /** The live weights. */
    public Variables variables() {
        return variables;
    }

    /** A copy of all parameters and states by path. */
    public SortedMap<String, Tensor> weights() {
        return variables.snapshot();
    }

    /** A copy of one parameter or state. */
    public Tensor weight(String path) {
        return variables.get(path);
    }

    /** The number of trainable numbers. */
    public long parameterCount() {
        return inference.parameters().stream().mapToLong(p -> p.type().shape().size()).sum();
    }

    /**
     * Takes over those weights of a file whose path matches the pattern, such as {@code encoder/**}; all of them must
     * fit before the first is changed.
     *
     * @return the paths that were taken over
     */
    public List<String> loadWeights(Path file, String pattern) {
        Map<String, Tensor> chosen = new TreeMap<>(ModelFile.weights(file));
        chosen.keySet().removeIf(path -> !PathPattern.of(pattern).matches(path));
        if (chosen.isEmpty()) {
            throw new EspalierException("no weight in " + file + " matches '" + pattern + "'");
        }
        variables.set(chosen);
        return List.copyOf(chosen.keySet());
    }

    /**
     * The network in inference mode with a symbolic batch. Its inputs are the declared inputs, then parameters and
     * states by path.
     */
    public Graph inferenceGraph() {
        return inference.graph();
    }

    /** The names of the declared inputs, in order. */
    public List<String> inputNames() {
        return network.inputs().stream().map(Input::name).toList();
    }

    /** The plan that runs a batch of a size, to be printed or profiled. */
    public Plan inferencePlan(long batch) {
        return program.plan(new TreeMap<>(Map.of(Input.BATCH, batch)));
    }

    /** A table of layers, shapes and parameter counts, and what runs them. */
    public String summary() {
        return Summary.of(inference) + "runs on: " + engine.backend().description() + System.lineSeparator();
    }

    /** What layers have to say to the user, such as that a bias is wasted. */
    public List<String> hints() {
        return inference.hints();
    }

    /** The only output for a batch of the only input. */
    public Tensor predict(Tensor input) {
        if (network.inputs().size() != 1 || network.outputs().size() != 1) {
            throw new EspalierException("this network has the inputs " + inputNames() + " and the outputs "
                    + network.outputs() + "; use predict(Map)");
        }
        return predict(Map.of(network.inputs().get(0).name(), input)).get(network.outputs().get(0));
    }

    /**
     * The class of each example of a batch of the only input: the index of the greatest of its scores, the first of equals.
     * Of a single score, as {@code binaryCrossEntropy} trains it, class 1 if it is above 0.
     *
     * @throws DataException where the output is not [batch,classes], or a score is NaN
     */
    public int[] classify(Tensor input) {
        return Decisions.of(predict(input));
    }

    /** All outputs by name for a batch of all inputs by name. */
    public Map<String, Tensor> predict(Map<String, Tensor> inputs) {
        inputs.forEach((name, t) -> {
            if (t.shape().rank() > 0 && t.shape().length(0) == 0) {
                throw new DataException("the input '" + name + "' is " + t.type() + ", a batch of no examples; give at least one");
            }
        });
        return program.run(inputs);
    }

    /** The outputs for all examples of a data set, in order. */
    public Map<String, Tensor> predict(Dataset data) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Input i : network.inputs()) {
            inputs.put(i.name(), data.all(i.name()));
        }
        return predict(inputs);
    }

    /**
     * This model for examples that have been prepared elsewhere: without the preparations that its inputs go through first.
     * It predicts, evaluates and is exported with the weights of this one, which both share; saved, it is this one.
     *
     * @throws EspalierException where there are no preparations, or an input is read before its preparation too
     */
    public Model afterPreparation() {
        return new Model(engine, network, dtype, network.traceAfterPreparation(registry(), dtype), variables);
    }

    /** The loss and the metrics of the only output over a data set, by name. */
    public Map<String, Double> evaluate(Dataset data, Loss loss, Metric... metrics) {
        return new Evaluator(this, data.fields(), Objective.single(network, loss), List.of(metrics), 256).run(data);
    }

    /** The loss of each example of a data set, without weights and in order: which ones are learned badly. */
    public double[] losses(Dataset data, Loss loss) {
        return ExampleLosses.of(this, Objective.single(network, loss), data);
    }

    /** The layers and parameters, and the graph that they make in inference mode, as callbacks see them. */
    public Callback.Anatomy anatomy() {
        return new Callback.Anatomy(
                inference.graph(),
                inference.calls().stream().map(c -> new Callback.Part(c.path(), c.layer(), c.outputs())).toList(),
                inference.parameters().stream().map(Traced.Parameter::spec).toList());
    }

    Traced inference() {
        return inference;
    }

    @Override
    public String toString() {
        return "Model(" + network.inputs() + " -> " + network.outputs() + ", " + parameterCount() + " parameters)";
    }
}
