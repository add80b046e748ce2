package org.espalier.core.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.autodiff.Differentiable;
import org.espalier.core.graph.Binder;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.core.model.Input;
import org.espalier.core.model.LossTerms;
import org.espalier.core.model.Measured;
import org.espalier.core.model.Model;
import org.espalier.core.model.Traced;
import org.espalier.data.Dataset;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.optim.GradientOptimizer;
import org.espalier.optim.Schedule;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.training.Constraint;
import org.espalier.training.Penalty;
import org.espalier.training.Reduction;

/**
 * A training step as one graph: forward, loss, penalties, backward, gradient transformations, updates.
 *
 * @param graph the graph, with every dim known
 * @param updates from the name of an output to the variable that it replaces
 * @param guarded the outputs that must be there, and finite, before anything is updated
 * @param slots the optimizer's variables with their first values
 * @param statistics for each metric, how many outputs it has
 * @param trained the paths of the parameters that are trained, in order of their declaration
 * @param rates the schedules of groups of parameters; the rate of number i is the input {@code $learningRate/i}
 */
record StepGraph(
        Graph graph, Map<String, String> updates, Set<String> guarded, Map<String, Tensor> slots, List<Integer> statistics,
        List<String> trained, List<Schedule> rates) {
    static final String LOSS = "$loss";
    static final String DATA_LOSS = "$dataLoss";
    /** The sum of the weights of a batch's examples, where they have any. */
    static final String WEIGHT = "$weight";
    static final String FINITE = "$finite";
    static final String LEARNING_RATE = "$learningRate";
    static final String UPDATE_NUMBER = "$update";
    static final String SCALE = "$scale";
    static final String GRADIENT = "gradient/";
    static final String VECTOR = "vector/";
    static final String PRODUCT = "product/";
    static final String METRIC = "metric/";
    static final String ACCUMULATOR = "accumulator/";

    /** What is done with the gradients. */
    enum Kind {
        /** The optimizer uses them at once; one that asks for the objective is handed them as outputs. */
        UPDATE,
        /** They are added to accumulators. */
        ACCUMULATE,
        /** There is no batch: the optimizer uses what was accumulated, times a scale, and accumulators become 0. */
        APPLY,
        /** They are differentiated along a vector; the products of the Hessian with it are all that comes out. */
        HESSIAN
    }

    static StepGraph of(Model model, Training training, Map<String, TensorType> fields, long batch, Kind kind) {
        return new Writer(model, training, kind).write(fields, batch);
    }

    private static final class Writer {
        private final Model model;
        private final Training training;
        private final Kind kind;
        private final GraphBuilder b;
        private final Map<String, Value> variables = new LinkedHashMap<>();
        private final Map<String, Value> outputs = new LinkedHashMap<>();
        private final Map<String, String> updates = new LinkedHashMap<>();
        private final Set<String> guarded = new LinkedHashSet<>();
        private final List<Integer> statistics = new ArrayList<>();
        private final Map<String, Tensor> slots = new LinkedHashMap<>();
        private List<Traced.Parameter> trained = List.of();
        private List<Schedule> rates = List.of();
        private Value seed;

        Writer(Model model, Training training, Kind kind) {
            this.model = model;
            this.training = training;
            this.kind = kind;
            this.b = model.registry().graphBuilder();
        }

        StepGraph write(Map<String, TensorType> fields, long batch) {
            Traced traced = model.network().trace(model.registry(), true, model.dtype(), training::capturesValue);
            trained = traced.parameters().stream().filter(p -> !training.rules().freezes(p.spec().path())).toList();
            if (trained.isEmpty()) {
                throw new EspalierException("there is nothing to train: the network has " + traced.parameters().size()
                        + " parameters, and all of them are frozen");
            }
            List<Value> gradients = kind == Kind.APPLY ? accumulated() : gradients(traced, fields, batch);
            if (kind == Kind.ACCUMULATE) {
                accumulate(gradients);
            } else if (kind == Kind.HESSIAN) {
                multiplyHessian(gradients);
            } else if (training.optimizer() instanceof GradientOptimizer optimizer) {
                optimize(optimizer, gradients);
            } else {
                handOut(gradients);
            }
            List<String> paths = trained.stream().map(p -> p.spec().path()).toList();
            return new StepGraph(b.build(outputs), updates, guarded, slots, statistics, paths, rates);
        }

        private List<Value> gradients(Traced traced, Map<String, TensorType> fields, long batch) {
            Graph bound = Binder.bind(b.fresh(), traced.graph(), Map.of(Input.BATCH, batch));
            List<Value> arguments = new ArrayList<>();
            for (Graph.Port p : bound.inputs()) {
                Value v = b.input(p.name(), p.type());
                arguments.add(v);
                variables.put(p.name(), v);
            }
            seed = variables.get(Traced.SEED);
            ValueMap map = Differentiable.inline(b, bound, arguments);
            Map<String, Value> results = new LinkedHashMap<>();
            bound.outputs().forEach(p -> results.put(p.name(), map.get(p.edge())));
            Map<String, Value> given = new LinkedHashMap<>();
            LossTerms.fields(training.objectives(model.network()), fields).forEach(f ->
                    given.put(f, b.input(LossTerms.port(model, f), fields.get(f).batched(Dim.of(batch)))));
            Value total = loss(results, given, Dim.of(batch));
            metrics(results, given, Dim.of(batch));
            traced.states().stream()
                    .filter(s -> results.containsKey(Traced.UPDATE + s.path()) && !training.rules().freezes(s.path()))
                    .forEach(s -> update(s.path(), results.get(Traced.UPDATE + s.path())));
            return differentiate(total, results);
        }

        private Value loss(Map<String, Value> results, Map<String, Value> given, Dim batch) {
            Value each = LossTerms.perExample(b, training.objectives(model.network()), results, given);
            String before = b.at("loss");
            Value data;
            if (given.containsKey(Dataset.WEIGHT)) {
                Value w = LossTerms.weights(b, given, model.dtype(), batch);
                Value sum = each.mul(w).sum();
                Value all = w.sum();
                report(WEIGHT, all);
                data = training.reduction() == Reduction.SUM ? sum : sum.div(all);
            } else {
                data = training.reduction() == Reduction.SUM ? each.sum() : each.mean();
            }
            Value penalty = results.get(Traced.PENALTY);
            for (Traced.Parameter p : trained) {
                for (ParameterRules.Rule<Penalty> r : training.rules().penalties()) {
                    if (r.matches(p.spec())) {
                        Value term = r.what().apply(variables.get(p.spec().path()));
                        penalty = penalty == null ? term : penalty.add(term);
                    }
                }
            }
            Value total = penalty == null ? data : data.add(penalty);
            report(DATA_LOSS, data);
            report(LOSS, total);
            b.at(before);
            return total;
        }

        private void metrics(Map<String, Value> results, Map<String, Value> given, Dim batch) {
            for (Measured m : training.measured(model.network())) {
                List<Value> s = m.statistics(b, results, given, LossTerms.weights(b, given, model.dtype(), batch));
                s.forEach(v -> report(METRIC + (outputs.size()), v));
                statistics.add(s.size());
            }
        }

        /** Gradients of the trained parameters, and of captured values; all is guarded by one check. */
        private List<Value> differentiate(Value total, Map<String, Value> results) {
            List<Value> with = new ArrayList<>(trained.stream().map(p -> variables.get(p.spec().path())).toList());
            List<String> values = results.keySet().stream().filter(n -> n.startsWith(Traced.VALUE)).toList();
            List<String> captured = values.stream()
                    .filter(n -> training.captures(n.substring(Traced.VALUE.length())))
                    .toList();
            captured.forEach(n -> with.add(results.get(n)));
            List<Value> gradients = Autodiff.gradients(b, total, with);
            List<Value> checked = new ArrayList<>(gradients.subList(0, trained.size()));
            for (int i = 0; i < trained.size(); i++) {
                String path = trained.get(i).spec().path();
                if (training.capturesGradient(path)) {
                    report(GRADIENT + path, gradients.get(i));
                }
            }
            values.forEach(n -> report(n, results.get(n)));
            for (int i = 0; i < captured.size(); i++) {
                String path = captured.get(i).substring(Traced.VALUE.length());
                report(GRADIENT + path, gradients.get(trained.size() + i));
            }
            checked.add(total);
            report(FINITE, b.apply("AllFinite", checked, Attributes.none()).get(0));
            return gradients.subList(0, trained.size());
        }

        private void accumulate(List<Value> gradients) {
            for (int i = 0; i < trained.size(); i++) {
                String name = ACCUMULATOR + trained.get(i).spec().path();
                slots.put(name, Tensor.zeros(trained.get(i).type()));
                update(name, b.input(name, trained.get(i).type()).add(gradients.get(i)));
            }
        }

        private List<Value> accumulated() {
            Value scale = b.input(SCALE, TensorType.of(model.dtype()));
            List<Value> gradients = new ArrayList<>();
            for (Traced.Parameter p : trained) {
                String path = p.spec().path();
                variables.put(path, b.input(path, p.type()));
                Value sum = b.input(ACCUMULATOR + path, p.type());
                gradients.add(sum.mul(scale));
                update(ACCUMULATOR + path, b.zerosLike(sum));
            }
            return gradients;
        }

        private void handOut(List<Value> gradients) {
            for (int i = 0; i < trained.size(); i++) {
                report(GRADIENT + trained.get(i).spec().path(), gradients.get(i));
            }
        }

        /** Hv is the gradient of g·v, where v does not depend on the parameters. Nothing else of the step is kept. */
        private void multiplyHessian(List<Value> gradients) {
            outputs.clear();
            updates.clear();
            guarded.clear();
            statistics.clear();
            Value along = null;
            for (int i = 0; i < trained.size(); i++) {
                Traced.Parameter p = trained.get(i);
                Value term = gradients.get(i).mul(b.input(VECTOR + p.spec().path(), p.type())).sum();
                along = along == null ? term : along.add(term);
            }
            List<Value> products = Autodiff.gradients(b, along,
                    trained.stream().map(p -> variables.get(p.spec().path())).toList());
            for (int i = 0; i < trained.size(); i++) {
                outputs.put(PRODUCT + trained.get(i).spec().path(), products.get(i));
            }
        }

        private void optimize(GradientOptimizer optimizer, List<Value> gradients) {
            List<UpdateScope.Parameter> parameters = trained.stream()
                    .map(p -> new UpdateScope.Parameter(p.spec(), variables.get(p.spec().path())))
                    .toList();
            Value rate = b.input(LEARNING_RATE, TensorType.of(model.dtype()));
            Value number = b.input(UPDATE_NUMBER, TensorType.of(DType.I64));
            if (seed == null) {
                seed = b.input(Traced.SEED, TensorType.of(DType.I64));
            }
            SlotScope scope = new SlotScope(b, parameters, rate, number, seed);
            String before = b.at("optimizer");
            List<Value> changes = optimizer.apply(scope, gradients);
            for (int i = 0; i < parameters.size(); i++) {
                UpdateScope.Parameter p = parameters.get(i);
                Value next = p.value().add(changes.get(i));
                for (ParameterRules.Rule<Constraint> r : training.rules().constraints()) {
                    next = r.matches(p.spec()) ? r.what().apply(next) : next;
                }
                update(p.spec().path(), next);
            }
            b.at(before);
            scope.assigned().forEach(this::update);
            slots.putAll(scope.initial());
            rates = scope.rates();
        }

        private void report(String name, Value v) {
            outputs.put(name, v);
            guarded.add(name);
        }

        private void update(String variable, Value next) {
            outputs.put(Traced.UPDATE + variable, next);
            updates.put(Traced.UPDATE + variable, variable);
        }
    }
}
