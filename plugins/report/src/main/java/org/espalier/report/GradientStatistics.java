package org.espalier.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.report.recording.Distribution;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/**
 * Adds to the figures of each epoch what its last step looked like from within, for histories and other callbacks: {@code
 * gradient_norm/<parameter>}, {@code gradient_norm} over all of these, {@code saturated/<layer>} and {@code dead/<layer>}
 * (see {@link Distribution}). A {@link Recorder} records the same, and more, without adding figures.
 *
 * @param values the layers that are looked at, as patterns over paths; all by default
 * @param gradients the parameters whose gradients are looked at; all by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record GradientStatistics(List<String> values, List<String> gradients) implements Callback {
    /** Of everything. */
    public static final GradientStatistics DEFAULT = new GradientStatistics(List.of("**"), List.of("**"));

    public GradientStatistics {
        values = List.copyOf(values);
        gradients = List.copyOf(gradients);
    }

    /** With a look at other layers. */
    public GradientStatistics withValues(String... patterns) {
        return new GradientStatistics(List.of(patterns), gradients);
    }

    /** With a look at the gradients of other parameters. */
    public GradientStatistics withGradients(String... patterns) {
        return new GradientStatistics(values, List.of(patterns));
    }

    @Override
    public Look look() {
        return new Look(values, gradients);
    }

    @Override
    public Listener start(Run run) {
        Inside inside = new Inside(run.anatomy(), 1);
        return new Listener() {
            private List<Distribution> last = List.of();

            @Override
            public Directive onStep(Step step) {
                if (step.step() % run.stepsPerEpoch() == 0) {
                    last = inside.look(step);
                }
                return Directive.CONTINUE;
            }

            @Override
            public Map<String, Double> figures(Epoch epoch) {
                Map<String, Double> found = GradientStatistics.figures(last);
                last = List.of();
                return found;
            }
        };
    }

    private static Map<String, Double> figures(List<Distribution> distributions) {
        Map<String, Double> figures = new LinkedHashMap<>();
        double squares = 0;
        for (Distribution d : distributions) {
            if (d.kind() == Distribution.Kind.GRADIENT) {
                figures.put("gradient_norm/" + d.path(), d.norm());
                squares += d.norm() * d.norm();
            }
            put(figures, "saturated/" + d.path(), d.saturated());
            put(figures, "dead/" + d.path(), d.dead());
        }
        if (squares > 0) {
            figures.put("gradient_norm", Math.sqrt(squares));
        }
        return figures;
    }

    private static void put(Map<String, Double> figures, String name, double v) {
        if (!Double.isNaN(v)) {
            figures.put(name, v);
        }
    }
}
