package org.espalier.reference.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Batch;
import org.espalier.data.Dataset;
import org.espalier.nn.Layer;
import org.espalier.standard.optim.Sgd;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A network's training step in f64 beside the same written in SameDiff: the loss, and the gradient of every weight. */
final class NetworkComparison {
    private static final Registry REGISTRY = Registry.discover();

    /** The loss, written in SameDiff. */
    @FunctionalInterface
    interface Theirs {
        SDVariable loss(SameDiff sd, Map<String, SDVariable> weights, SDVariable x, SDVariable y);
    }

    /** The largest differences, over the larger of 1 and the size of what is compared. */
    record Differences(double loss, double gradients, int parameters) {}

    private NetworkComparison() {}

    /** Numbers between two bounds, always the same. */
    static Tensor numbers(int seed, double low, double high, long... shape) {
        TensorType type = TensorType.of(DType.F64, shape);
        return Tensor.rounded(type, new SplittableRandom(seed).doubles(type.shape().size(), low, high).toArray());
    }

    /** Labels 0, 1, 2, ... */
    static Tensor labels(int classes, int count) {
        return Tensor.rounded(TensorType.of(DType.I64, count), new SplittableRandom(3).ints(count, 0, classes).asDoubleStream().toArray());
    }

    static Differences compare(Layer body, Loss loss, Tensor x, Tensor y, Theirs theirs) {
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            TensorType example = x.type().withShape(x.shape().without(0));
            Network network = Network.of(Input.f32(example.shape().lengths()), body);
            Model model = network.init(engine, 11, DType.F64);
            Map<String, Tensor> weights = drawWeights(model);
            Map<String, TensorType> fields = Map.of(Dataset.INPUT, example,
                    Dataset.TARGET, y.type().withShape(y.shape().without(0)));
            TrainingStep step = new TrainingStep(model, Training.of(loss, Sgd.of(0.1)).withCapture("**"), fields);
            double ours = step.update(Batch.of(x, y), 0);

            SameDiffGraph graph = new SameDiffGraph();
            Map<String, SDVariable> variables = new LinkedHashMap<>();
            weights.keySet().stream()
                    .filter(NetworkComparison::isTrained)
                    .forEach(path -> variables.put(path, graph.put(path.replace('/', '_'), weights.get(path))));
            SDVariable input = graph.sd.constant("x", SameDiffGraph.array(x));
            SDVariable target = graph.sd.constant("y", SameDiffGraph.array(y));
            SDVariable result = theirs.loss(graph.sd, variables, input, target);
            double expected = graph.value(result)[0];

            Map<String, double[]> gradients = new TreeMap<>(graph.gradients(result));
            double most = 0;
            int compared = 0;
            for (String path : variables.keySet()) {
                double[] g = step.captured("gradient/" + path).toDoubles();
                most = Math.max(most, difference(g, gradients.get(path.replace('/', '_'))));
                compared++;
            }
            return new Differences(Math.abs(ours - expected) / Math.max(1, Math.abs(expected)), most, compared);
        }
    }

    /** The largest difference of what a network predicts. */
    static double comparePredictions(Layer body, Tensor x, Theirs theirs) {
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            Network network = Network.of(Input.f32(x.shape().without(0).lengths()), body);
            Model model = network.init(engine, 11, DType.F64);
            Map<String, Tensor> weights = drawWeights(model);
            SameDiffGraph graph = new SameDiffGraph();
            Map<String, SDVariable> variables = new LinkedHashMap<>();
            weights.forEach((path, t) -> variables.put(path, graph.put(path.replace('/', '_'), t)));
            SDVariable input = graph.sd.constant("x", SameDiffGraph.array(x));
            return difference(model.predict(x).toDoubles(), graph.value(theirs.loss(graph.sd, variables, input, input)));
        }
    }

    /** Fills all variables, states too, with numbers that are always the same. */
    private static Map<String, Tensor> drawWeights(Model model) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        model.weights().forEach((path, t) -> weights.put(path, path.endsWith("running_variance")
                ? numbers(path.hashCode(), 0.5, 2, t.shape().lengths())
                : numbers(path.hashCode(), -0.8, 0.8, t.shape().lengths())));
        model.variables().set(weights);
        return weights;
    }

    /** The figures that a normalization keeps are state, not parameters. */
    private static boolean isTrained(String path) {
        return !path.contains("running_");
    }

    private static double difference(double[] ours, double[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        double size = 1;
        double most = 0;
        for (int i = 0; i < ours.length; i++) {
            size = Math.max(size, Math.abs(theirs[i]));
            double d = Math.abs(ours[i] - theirs[i]);
            most = d <= most ? most : d;
        }
        return most / size;
    }
}
