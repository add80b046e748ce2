package org.espalier.core.fit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.espalier.backend.Buffer;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.graph.Graph;
import org.espalier.optim.ObjectiveOptimizer;

/**
 * Loss and gradient of the batch that lies in a step's inputs, at any point. It runs the step's plan a second time beside
 * it, on parameters of its own, so that the weights, the figures of the step and whoever predicts meanwhile see nothing
 * of the points that are tried.
 */
final class BatchObjective implements ObjectiveOptimizer.Objective {
    private final List<String> parameters;
    private final Execution step;
    private final Execution trial;
    private final Supplier<Plan> hessian;
    private final int dimension;
    private Execution products;

    /**
     * @param parameters the paths of what is trained, in order
     * @param step has the batch in its inputs, and the gradients among its outputs
     * @param hessian makes the plan of products with the Hessian, when it is first wanted
     */
    BatchObjective(List<String> parameters, Execution step, Supplier<Plan> hessian) {
        this.parameters = parameters;
        this.step = step;
        this.hessian = hessian;
        this.trial = beside(step.plan(), Set.copyOf(parameters));
        this.dimension = parameters.stream().mapToInt(p -> trial.input(p).length()).sum();
    }

    /** An execution that reads what the step reads, but for these inputs. */
    private Execution beside(Plan plan, Set<String> own) {
        Map<String, Buffer> shared = new HashMap<>();
        for (Graph.Port p : plan.graph().inputs()) {
            Buffer b = own.contains(p.name()) ? null : step.inputOrNull(p.name());
            if (b != null) {
                shared.put(p.name(), b);
            }
        }
        return plan.execution(shared);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /** Where the weights are now. */
    double[] point() {
        double[] at = new double[dimension];
        read(parameters.stream().map(step::input).toList(), at);
        return at;
    }

    /** Moves the weights; the caller holds their lock. */
    void moveTo(double[] point) {
        write(point, parameters.stream().map(step::input).toList());
    }

    @Override
    public double evaluate(double[] at, double[] gradient) {
        place(trial, at);
        trial.runFirst();
        if (gradient != null) {
            read(parameters.stream().map(p -> trial.output(StepGraph.GRADIENT + p)).toList(), gradient);
        }
        return trial.output(StepGraph.LOSS).getDouble(0);
    }

    @Override
    public void hessianProduct(double[] at, double[] vector, double[] into) {
        if (products == null) {
            products = beside(hessian.get(), Set.copyOf(parameters));
        }
        place(products, at);
        write(vector, parameters.stream().map(p -> products.input(StepGraph.VECTOR + p)).toList());
        products.run();
        read(parameters.stream().map(p -> products.output(StepGraph.PRODUCT + p)).toList(), into);
    }

    private void place(Execution execution, double[] at) {
        List<Buffer> own = parameters.stream().map(execution::input).toList();
        write(at, own);
        read(own, at);
    }

    private static void write(double[] from, List<Buffer> buffers) {
        int at = 0;
        for (Buffer b : buffers) {
            for (int i = 0; i < b.length(); i++) {
                b.setDouble(i, from[at++]);
            }
        }
    }

    private static void read(List<Buffer> buffers, double[] into) {
        int at = 0;
        for (Buffer b : buffers) {
            for (int i = 0; i < b.length(); i++) {
                into[at++] = b.getDouble(i);
            }
        }
    }
}
