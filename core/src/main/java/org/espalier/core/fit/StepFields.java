package org.espalier.core.fit;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.backend.Buffer;
import org.espalier.core.model.Input;
import org.espalier.core.model.LossTerms;
import org.espalier.core.model.Model;
import org.espalier.core.model.Objective;
import org.espalier.data.Batch;
import org.espalier.data.BatchStream;
import org.espalier.data.Dataset;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The fields of the data that a step reads, and the inputs of its graph that they are fed into. */
final class StepFields {
    private final Map<String, TensorType> types;
    private final List<Objective> objectives;
    private final String[] read;
    /** The input that each field that is read is fed into. */
    private final String[] ports;
    /** The input with the target of each objective, null where it has none. */
    private final String[] targets;

    /**
     * The fields for a model and its objectives.
     *
     * @throws DataException where a field is missing or of another type than the network's input
     */
    StepFields(Model model, List<Objective> objectives, Map<String, TensorType> types) {
        this.types = Map.copyOf(types);
        this.objectives = objectives;
        for (Input i : model.network().inputs()) {
            require(i, i.batched(model.dtype()));
        }
        List<String> inputs = model.inputNames();
        List<String> others = List.copyOf(LossTerms.fields(objectives, types));
        this.read = Stream.concat(inputs.stream(), others.stream()).toArray(String[]::new);
        this.ports = Stream.concat(inputs.stream(), others.stream().map(f -> LossTerms.port(model, f))).toArray(String[]::new);
        this.targets = objectives.stream()
                .map(o -> o.loss().usesTarget() ? LossTerms.port(model, o.target()) : null)
                .toArray(String[]::new);
    }

    private void require(Input i, TensorType needed) {
        TensorType given = types.get(i.name());
        if (given == null || given.dtype() != needed.dtype() || given.shape().rank() != i.shape().rank()
                || (i.shape().isKnown() && !given.shape().equals(i.shape()))) {
            throw new DataException("the network reads '" + i.name() + "' as " + needed.withShape(i.shape())
                    + " an example, but the data has " + (given == null ? "only the fields " + types.keySet() : given.toString()));
        }
    }

    List<String> names() {
        return List.of(read);
    }

    Map<String, TensorType> types() {
        return types;
    }

    String[] ports() {
        return ports;
    }

    String[] targets() {
        return targets;
    }

    /** The number of examples of a batch. */
    int count(Batch batch) {
        Tensor first = batch.get(read[0]);
        if (first == null || first.shape().rank() == 0 || first.shape().length(0) == 0) {
            throw new DataException("a batch needs the fields " + List.of(read) + " with at least one example, but '" + read[0]
                    + "' is " + (first == null ? "missing" : first.type()));
        }
        return (int) first.shape().length(0);
    }

    void feed(PreparedStep step, Batch batch) {
        int count = step.key().batch();
        for (int i = 0; i < read.length; i++) {
            Tensor t = batch.get(read[i]);
            TensorType needed = types.get(read[i]).batched(Dim.of(count));
            if (t == null || !t.type().equals(needed)) {
                throw new DataException("the field '" + read[i] + "' of a batch must be " + needed + ", but is "
                        + (t == null ? "missing" : t.type()));
            }
            step.inputs()[i].copyFrom(t);
        }
        checkTargets(step);
    }

    void feed(PreparedStep step, Dataset data, int[] rows) {
        for (int i = 0; i < read.length; i++) {
            data.read(read[i], rows, step.key().batch(), step.inputs()[i]);
        }
        checkTargets(step);
    }

    void feed(PreparedStep step, BatchStream batches) {
        for (int i = 0; i < read.length; i++) {
            batches.read(read[i], step.inputs()[i]);
        }
        checkTargets(step);
    }

    private void checkTargets(PreparedStep step) {
        for (int i = 0; i < step.targets().length; i++) {
            Buffer t = step.targets()[i];
            if (t != null) {
                objectives.get(i).loss().checkTargets(step.outputs()[i], t, t.length());
            }
        }
    }
}
