package org.espalier.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.nn.Activation;
import org.espalier.nn.ParameterSpec;
import org.espalier.report.recording.Distribution;
import org.espalier.training.Callback;

/** Looks at how weights, gradients and activations are spread in a step. */
final class Inside {
    private final Callback.Anatomy anatomy;
    private final int bins;
    private final Map<String, Callback.Part> parts = new HashMap<>();

    Inside(Callback.Anatomy anatomy, int bins) {
        this.anatomy = anatomy;
        this.bins = bins;
        anatomy.parts().forEach(p -> parts.put(p.path(), p));
    }

    /** All weights, and those gradients and activations that were asked for. */
    List<Distribution> look(Callback.Step step) {
        List<Distribution> found = new ArrayList<>();
        Set<String> gradients = step.gradients();
        for (ParameterSpec p : anatomy.parameters()) {
            found.add(Distribution.of(p.path(), Distribution.Kind.WEIGHT, step.variable(p.path()), bins));
            if (gradients.contains(p.path())) {
                found.add(Distribution.of(p.path(), Distribution.Kind.GRADIENT, step.gradient(p.path()), bins));
            }
        }
        Set<String> values = step.values();
        for (String path : values) {
            // A layer yields what the last one within it yields: only the innermost are told apart.
            if (values.stream().noneMatch(other -> other.startsWith(path + "/"))) {
                Callback.Part part = parts.get(path);
                List<Double> limits = part != null && part.layer() instanceof Activation a ? a.limits() : List.of();
                found.add(Distribution.ofActivation(path, step.value(path), bins, limits));
            }
        }
        return found;
    }
}
