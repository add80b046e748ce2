package org.espalier.core.search;

import java.util.ArrayList;
import java.util.List;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * Successive halving: all trials begin, and on each rung the better of them go on with η times as many epochs (Jamieson,
 * Talwalkar: Non-stochastic best arm identification and hyperparameter optimization; AISTATS 2016. Names as in Li et al.:
 * Hyperband; JMLR 18, 2018). Synchronous: a rung is decided when all of its trials have reached it.
 *
 * <p>Of trials that train for R epochs, with s = ⌊log_η(R / r)⌋, rung i of 0 to s is at ⌊R η^(i - s)⌋ epochs, and ⌊n η^-i⌋
 * of n trials get there, at least one.
 *
 * @param minEpochs r, the epochs that each trial gets at least, from 1
 * @param factor η, from 2
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Halving(int minEpochs, int factor) {
    public Halving {
        if (minEpochs < 1 || factor < 2) {
            throw new EspalierException("halving needs at least 1 epoch to begin with and a factor of at least 2, but was given "
                    + minEpochs + " and " + factor);
        }
    }

    /** One rung: how many trials get there, and how many epochs they have trained for then. */
    public record Rung(int trials, int epochs) {}

    /**
     * The rungs of a search, the first one for all trials.
     *
     * @param trials n, at least 1
     * @param epochs R, at least r η: with fewer there is only one rung
     */
    public List<Rung> rungs(int trials, int epochs) {
        List<Rung> rungs = new ArrayList<>();
        int last = last(epochs);
        if (last == 0) {
            throw new EspalierException("halving by " + factor + " from " + minEpochs + " epochs on needs trials of at least "
                    + (long) minEpochs * factor + " epochs, but they train for " + epochs
                    + "; train longer, or begin with fewer epochs");
        }
        long divisor = 1;
        for (int i = 0; i < last; i++) {
            divisor *= factor;
        }
        long share = 1;
        for (int i = 0; i <= last; i++, divisor /= factor, share *= factor) {
            rungs.add(new Rung((int) Math.max(1, trials / share), (int) (epochs / divisor)));
        }
        return List.copyOf(rungs);
    }

    /** s, without the rounding of logarithms. */
    private int last(int epochs) {
        int s = 0;
        for (long reached = (long) minEpochs * factor; reached <= epochs; reached *= factor) {
            s++;
        }
        return s;
    }
}
