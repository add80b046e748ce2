package org.espalier.cpu.conv;

import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/** One call after the other of a {@link Correlator}: the arguments of the call that runs. */
final class Correlating {
    private final Plan plan;
    private final ParallelTask multiplying = this::multiply;
    private final ParallelTask leavingOut = this::leaveOut;
    private float[] x;
    private float[] w;
    private float[] bias;
    private float[] y;
    private float[] scratch;
    private int xAt;
    private int wAt;
    private int biasAt;
    private int yAt;
    private int scratchAt;

    Correlating(Plan plan) {
        this.plan = plan;
    }

    /** What all calls have in common. */
    static final class Plan {
        private final Correlator correlator;
        private final PaddingLeftOut leavingOut;
        private final boolean padded;
        private final int weights;
        private final int results;
        private final Runs runs;
        private final WorkerPool pool;

        Plan(Correlation s, Arithmetic arithmetic, WorkerPool pool) {
            this.correlator = new Correlator(s, arithmetic, pool.threads());
            this.leavingOut = new PaddingLeftOut(s);
            this.padded = s.isPadded();
            this.weights = s.groups() * s.maps() * s.depth();
            this.results = s.batch() * s.groups() * s.maps() * s.outputPlane();
            this.runs = arithmetic.runs();
            this.pool = pool;
        }

        /** The working memory of a call. */
        int scratchFloats() {
            return Math.multiplyExact(pool.threads(), correlator.scratchFloats());
        }
    }

    /**
     * Computes the correlation.
     *
     * @param w the weights by map, channel and tap
     * @param bias what the sums of each map start from, or null for zero
     */
    void run(float[] x, int xAt, float[] w, int wAt, float[] bias, int biasAt, float[] y, int yAt, float[] scratch, int scratchAt) {
        this.x = x;
        this.w = w;
        this.bias = bias;
        this.y = y;
        this.scratch = scratch;
        this.xAt = xAt;
        this.wAt = wAt;
        this.biasAt = biasAt;
        this.yAt = yAt;
        this.scratchAt = scratchAt;
        try {
            plan.pool.run(multiplying, plan.correlator.parts());
            if (plan.padded && !isFinite()) {
                plan.pool.run(leavingOut, plan.leavingOut.parts());
            }
        } finally {
            this.x = null;
            this.w = null;
            this.bias = null;
            this.y = null;
            this.scratch = null;
        }
    }

    /** Whether all weights are finite. A weight that is not shows in the results as well, which may be fewer. */
    private boolean isFinite() {
        boolean look = plan.weights <= plan.results || !plan.runs.allFinite(y, yAt, plan.results);
        return !look || plan.runs.allFinite(w, wAt, plan.weights);
    }

    private void multiply(int part, int slot) {
        plan.correlator.run(part, x, xAt, w, wAt, bias, biasAt, y, yAt,
                scratch, scratchAt + slot * plan.correlator.scratchFloats());
    }

    private void leaveOut(int part, int slot) {
        plan.leavingOut.run(part, x, xAt, w, wAt, bias, biasAt, y, yAt);
    }
}
