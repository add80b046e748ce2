package org.espalier.standard.callback;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.espalier.training.Callback.Epoch;
import org.espalier.training.Callback.Listener;
import org.espalier.training.Callback.Run;
import org.espalier.training.Callback.Step;
import org.espalier.training.Directive;

/** Writes the lines of one run and, where wanted, the bar. */
final class ProgressPrinter implements Listener {
    private static final int WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final long SIGN_OF_LIFE_NANOS = 60_000_000_000L;

    private final PrintStream out;
    private final Run run;
    private final boolean bar;
    private final int columns;
    /** Nanoseconds; tests put their own in its place. */
    private final LongSupplier clock;
    private long drawn;
    private long spoken;
    private int drawnLength;
    private int epoch = -1;
    private double lossSum;
    private long lossSteps;
    /** The metrics of the epoch before, for the bar: within an epoch only the loss is known. */
    private String before = "";

    /** @param columns the width of the terminal, which the bar does not fill */
    ProgressPrinter(PrintStream out, Run run, boolean bar, int columns) {
        this(out, run, bar, columns, System::nanoTime);
    }

    ProgressPrinter(PrintStream out, Run run, boolean bar, int columns, LongSupplier clock) {
        this.out = out;
        this.run = run;
        this.bar = bar;
        this.columns = columns;
        this.clock = clock;
        this.spoken = clock.getAsLong();
    }

    @Override
    public Directive onStep(Step step) {
        if (step.epoch() != epoch) {
            epoch = step.epoch();
            lossSum = 0;
            lossSteps = 0;
        }
        lossSum += step.loss();
        lossSteps++;
        // Seldom enough to cost nothing; the only place that makes objects.
        long now = clock.getAsLong();
        if (bar && (drawn == 0 || now - drawn >= REDRAW_NANOS)) {
            drawn = now;
            draw(step);
        } else if (!bar && now - spoken >= SIGN_OF_LIFE_NANOS) {
            spoken = now;
            out.println(prefix(step.epoch()) + "  " + done(step) + "/" + of() + "  loss " + figure(lossSum / lossSteps));
        }
        return Directive.CONTINUE;
    }

    private long of() {
        return Math.max(run.stepsPerEpoch(), 1);
    }

    private long done(Step step) {
        return (step.step() - 1) % of() + 1;
    }

    private void draw(Step step) {
        long of = of();
        long done = done(step);
        int filled = (int) (done * WIDTH / of);
        String text = prefix(step.epoch()) + "  [" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/"
                + of + "  loss " + figure(lossSum / lossSteps) + before;
        text = text.length() < columns ? text : text.substring(0, columns - 1);
        out.print("\r" + text + " ".repeat(Math.max(drawnLength - text.length(), 0)));
        out.flush();
        drawnLength = text.length();
    }

    @Override
    public Directive onEpoch(Epoch e) {
        StringBuilder line = new StringBuilder(prefix(e.epoch()));
        StringBuilder metrics = new StringBuilder();
        e.figures().forEach((name, value) -> {
            String text = name + ' ' + figure(value);
            line.append("  ").append(text);
            if (!name.equals("loss") && !name.equals("penalty") && !name.startsWith("val_")) {
                metrics.append(metrics.length() == 0 ? "  before: " : ", ").append(text);
            }
        });
        before = metrics.toString();
        line.append("  lr ").append(figure(e.learningRate()));
        line.append(String.format(Locale.ROOT, "  %.1f s", e.seconds()));
        if (drawnLength > 0) {
            out.print("\r");
            line.append(" ".repeat(Math.max(drawnLength - line.length(), 0)));
            drawnLength = 0;
        }
        out.println(line);
        spoken = clock.getAsLong();
        return Directive.CONTINUE;
    }

    @Override
    public void onEnd() {
        if (drawnLength > 0) {
            out.println();
            drawnLength = 0;
        }
    }

    private String prefix(int e) {
        String total = Integer.toString(run.epochs());
        return String.format(Locale.ROOT, "epoch %" + total.length() + "d/%s", e + 1, total);
    }

    /** Four digits, without an exponent where that stays short. */
    private static String figure(double v) {
        double size = Math.abs(v);
        boolean plain = v == 0 || (size >= 1e-3 && size < 1e5) || !Double.isFinite(v);
        return String.format(Locale.ROOT, plain ? "%.4f" : "%.2e", v);
    }
}
