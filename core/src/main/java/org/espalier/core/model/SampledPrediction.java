package org.espalier.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/**
 * Predictions averaged over what random layers draw: with dropout, over masks drawn anew, which approximates the mean of
 * all thinned networks where scaling by 1 - rate only approximates it, and tells how much they differ (Srivastava et
 * al.: Dropout; JMLR 2014; Gal, Ghahramani: Dropout as a Bayesian approximation; ICML 2016). All else is as in inference;
 * the model's present weights are used. Equal seeds give equal results.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class SampledPrediction {
    private final Model model;
    private final Program program;
    private final int samples;
    private final long seed;

    /**
     * What the samples of one output amount to, element by element.
     *
     * @param mean of the samples
     * @param deviation the root of the mean square of their distance from it
     */
    public record Estimate(Tensor mean, Tensor deviation) {}

    /** Of a model, with so many samples, at least 1, drawn from a seed. */
    public SampledPrediction(Model model, int samples, long seed) {
        if (samples < 1) {
            throw new EspalierException("the number of samples must be at least 1, but was " + samples);
        }
        this.model = model;
        this.samples = samples;
        this.seed = seed;
        Traced traced = model.network().trace(model.registry(), TraceMode.SAMPLING, model.dtype());
        this.program = new Program(model.engine(), traced.graph(), model.variables());
    }

    /** The only output for a batch of the only input. */
    public Estimate predict(Tensor input) {
        if (model.network().inputs().size() != 1 || model.network().outputs().size() != 1) {
            throw new EspalierException("this network has the inputs " + model.inputNames() + " and the outputs "
                    + model.network().outputs() + "; use predict(Map)");
        }
        return predict(Map.of(model.inputNames().get(0), input)).get(model.network().outputs().get(0));
    }

    /** All outputs by name for a batch of all inputs by name. */
    public Map<String, Estimate> predict(Map<String, Tensor> inputs) {
        Map<String, Tensor> given = new LinkedHashMap<>(inputs);
        given.put(Traced.SEED, Tensor.scalar(seed));
        Map<String, Tensor> first = Map.of();
        Map<String, double[][]> moments = new LinkedHashMap<>();
        for (int i = 0; i < samples; i++) {
            given.put(Traced.STEP, Tensor.scalar(i));
            Map<String, Tensor> drawn = program.run(given);
            first = i == 0 ? drawn : first;
            int n = i + 1;
            drawn.forEach((name, t) -> add(moments.computeIfAbsent(name, k -> new double[2][t.size()]), t, n));
        }
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        first.forEach((name, t) -> estimates.put(name, estimate(t, moments.get(name))));
        return estimates;
    }

    /** Mean and sum of squared distances from it, brought up to the n-th sample without cancellation (Welford 1962). */
    private static void add(double[][] moments, Tensor sample, int n) {
        for (int j = 0; j < sample.size(); j++) {
            double before = sample.getDouble(j) - moments[0][j];
            moments[0][j] += before / n;
            moments[1][j] += before * (sample.getDouble(j) - moments[0][j]);
        }
    }

    private Estimate estimate(Tensor like, double[][] moments) {
        double[] deviations = new double[like.size()];
        for (int j = 0; j < deviations.length; j++) {
            deviations[j] = Math.sqrt(moments[1][j] / samples);
        }
        DType dtype = like.dtype().isFloating() ? like.dtype() : DType.F64;
        return new Estimate(Tensor.rounded(like.type().withDType(dtype), moments[0]),
                Tensor.rounded(like.type().withDType(dtype), deviations));
    }
}
