package org.espalier.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.History;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.optim.Optimizer;
import org.espalier.standard.Initializers;
import org.espalier.standard.Layers;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.standard.Penalties;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/**
 * Steps that optimizers take to the optimum of one convex problem: logistic regression that tells the digit 3 from 8, with
 * a small penalty, all examples in each step. Newton's method knows the curvature, L-BFGS learns it on the way.
 */
public final class CompareOptimizers {
    static final int STEPS = 300;
    private static final long[] CLASSES = {3, 8};

    private CompareOptimizers() {}

    /** Prints how many steps each takes, and draws how far each is from the optimum after each step. */
    public static void main(String[] args) {
        try (Engine engine = Engine.create()) {
            Map<String, double[]> gaps = gaps(engine, Digits.load());
            gaps.forEach((name, gap) -> System.out.printf(Locale.ROOT, "%-10s %s%n", name, describe(stepsTo(gap, 1e-6))));
            Path picture = Path.of(args.length > 0 ? args[0] : "optimizers.png");
            Plots.logarithmic("Logistic regression, 3 or 8", "steps", "distance of the loss from its least value", gaps, picture);
            System.out.println("the picture is " + picture);
        }
    }

    private static String describe(int steps) {
        return steps < 0 ? "more than " + STEPS + " steps" : steps + " steps";
    }

    /** The first step after which the distance is at most so large; -1 where there is none. */
    static int stepsTo(double[] gap, double distance) {
        return IntStream.range(0, gap.length).filter(i -> gap[i] <= distance).findFirst().orElse(-1);
    }

    /** For each optimizer the loss before each step, less the smallest loss that any of them reached. */
    static Map<String, double[]> gaps(Engine engine, Digits digits) {
        Map<String, Optimizer> optimizers = new LinkedHashMap<>();
        optimizers.put("Newton", Optimizers.newton());
        optimizers.put("L-BFGS", Optimizers.lbfgs());
        optimizers.put("Adam", Optimizers.adam(0.1));
        optimizers.put("Nesterov", Optimizers.nesterov(0.1));
        optimizers.put("momentum", Optimizers.momentum(0.1));
        optimizers.put("SGD", Optimizers.sgd(0.5));
        Map<String, double[]> losses = new LinkedHashMap<>();
        optimizers.forEach((name, optimizer) -> losses.put(name, losses(engine, digits, optimizer)));
        double least = losses.values().stream().flatMapToDouble(Arrays::stream).min().orElseThrow();
        losses.replaceAll((name, each) -> Arrays.stream(each).map(v -> v - least).toArray());
        return losses;
    }

    private static double[] losses(Engine engine, Digits digits, Optimizer optimizer) {
        Dataset data = twoClasses(digits.train());
        Network network = Network.of(Input.f32(64), Layers.dense(1).withKernel(Initializers.zeros()));
        History history = Training.of(Losses.binaryCrossEntropy(), optimizer)
                .withPenalty(Penalties.halfL2(1e-3)).withBatchSize(data.size()).withEpochs(STEPS)
                .fit(network.init(engine, 0, DType.F64), data)
                .history();
        double[] loss = history.series("loss");
        double[] penalty = history.series("penalty");
        // Before the first step the weights are 0, and there is no penalty to be reported.
        return IntStream.range(0, loss.length).mapToDouble(i -> loss[i] + (Double.isNaN(penalty[i]) ? 0 : penalty[i])).toArray();
    }

    private static Dataset twoClasses(Dataset all) {
        long[] labels = all.all(Dataset.TARGET).toLongs();
        int[] rows = IntStream.range(0, labels.length)
                .filter(i -> labels[i] == CLASSES[0] || labels[i] == CLASSES[1]).toArray();
        double[] targets = Arrays.stream(rows).mapToDouble(i -> labels[i] == CLASSES[0] ? 0 : 1).toArray();
        return Dataset.of(all.subset(rows).all(Dataset.INPUT).to(DType.F64), Tensor.of(targets));
    }
}
