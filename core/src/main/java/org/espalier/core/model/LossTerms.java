package org.espalier.core.model;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.data.Dataset;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Writes the losses of a batch; shared by training and evaluation, so that both mean the same by a loss. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class LossTerms {
    private LossTerms() {}

    /** The data set's fields, beside the network's inputs, that the objectives read. */
    public static SortedSet<String> fields(List<Objective> objectives, Map<String, TensorType> available) {
        SortedSet<String> fields = new TreeSet<>();
        for (Objective o : objectives) {
            if (o.loss().usesTarget()) {
                if (!available.containsKey(o.target())) {
                    throw new DataException("the loss of output '" + o.output() + "' needs the field '" + o.target()
                            + "', but the data has " + available.keySet());
                }
                fields.add(o.target());
            }
        }
        if (available.containsKey(Dataset.WEIGHT)) {
            fields.add(Dataset.WEIGHT);
        }
        return fields;
    }

    /**
     * The name of the graph's input that a field is fed into beside the network's own inputs. A field may be called as one of
     * those, as where a network learns to yield its input, or as a parameter, as the weights of examples often are.
     */
    public static String port(Model model, String field) {
        boolean taken = model.inputNames().contains(field) || model.variables().types().containsKey(field);
        return taken ? "field/" + field : field;
    }

    /** The weighted sum of the losses of each example, [batch]. */
    public static Value perExample(
            GraphBuilder b, List<Objective> objectives, Map<String, Value> outputs, Map<String, Value> fields) {
        Value sum = null;
        for (Objective o : objectives) {
            String before = b.at("loss/" + o.output());
            Value prediction = outputs.get(o.output());
            if (prediction == null) {
                throw new EspalierException("there is no output '" + o.output() + "'; the network has " + outputs.keySet());
            }
            Value each = each(o, prediction, o.loss().usesTarget() ? fields.get(o.target()) : null);
            Value term = o.weight() == 1 ? each : each.mul(o.weight());
            sum = sum == null ? term : sum.add(term);
            b.at(before);
        }
        return sum;
    }

    private static Value each(Objective o, Value prediction, Value target) {
        Value each;
        try {
            each = o.loss().perExample(prediction, target);
        } catch (IllegalArgumentException e) {
            throw new DataException(e.getMessage() + ", at loss/" + o.output(), e);
        }
        Shape batch = Shape.of(prediction.dim(0));
        if (!each.shape().equals(batch)) {
            throw new EspalierException(o.loss() + " must give one number an example, " + batch + ", but gave "
                    + each.type());
        }
        return each;
    }

    /** The weight of each example: the field of that name, or ones. */
    public static Value weights(GraphBuilder b, Map<String, Value> fields, DType dtype, Dim batch) {
        Value w = fields.get(Dataset.WEIGHT);
        return w != null ? w.cast(dtype) : b.full(dtype, Shape.of(batch), 1);
    }
}
