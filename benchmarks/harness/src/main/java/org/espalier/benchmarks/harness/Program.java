package org.espalier.benchmarks.harness;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The main program of every framework: reads the command line, warms up, measures in windows and prints a {@link Line}
 * for each.
 */
public final class Program {
    /** The options that say how to measure. */
    public static final Set<String> OPTIONS = Set.of("threads", "warm", "windows", "seconds", "started", "info", "check");

    private final Framework framework;
    private final Arguments arguments;
    private final int threads;

    private Program(Framework framework, Arguments arguments, int threads) {
        this.framework = framework;
        this.arguments = arguments;
        this.threads = threads;
    }

    /** Makes a framework that uses some threads; the arguments are there for options of its own. */
    public interface Factory {
        /** The framework, ready to work. */
        Framework create(int threads, Arguments arguments) throws Exception;
    }

    /** Runs a command line in a framework and ends the process. */
    public static void main(String[] args, Factory factory, String... furtherOptions) {
        System.exit(run(args, factory, furtherOptions));
    }

    private static int run(String[] args, Factory factory, String... furtherOptions) {
        Set<String> options = new HashSet<>(OPTIONS);
        options.addAll(Works.OPTIONS);
        options.addAll(Arrays.asList(furtherOptions));
        try {
            Arguments a = Arguments.parse(args, options);
            int threads = a.integer("threads", 1);
            Work work = Works.of(a.text("workload", "B"), a);
            try (Framework f = factory.create(threads, a)) {
                new Program(f, a, threads).run(work);
            }
            return 0;
        } catch (AbsentException e) {
            Line.of("absent").with("reason", e.getMessage()).print();
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (Throwable t) {
            t.printStackTrace();
            return 1;
        }
    }

    private void run(Work work) throws Exception {
        Line.of("info").with("name", framework.name()).with("version", framework.version())
                .with("jvm", Runtime.version().toString()).print();
        if (arguments.has("info")) {
            return;
        }
        Step step = work.prepare(framework);
        if (arguments.has("check")) {
            check(step);
        } else if (work.measure() == Measure.START) {
            start((Workload) work, step);
        } else {
            windows(work, step);
        }
        Line.of("memory").with("peakBytes", PeakMemory.ofThisProcess()).print();
        if (!framework.report().isEmpty()) {
            System.err.println(framework.report());
        }
    }

    private void windows(Work work, Step step) throws Exception {
        Clock clock = new Clock(step);
        clock.warmUp(arguments.number("warm", 4));
        framework.warm();
        int calls = clock.callsIn(arguments.number("seconds", 1));
        double[] values = new double[arguments.integer("windows", 5)];
        for (int i = 0; i < values.length; i++) {
            double seconds = clock.run(calls);
            values[i] = work.measure().value((double) calls * step.batches(), work.perBatch(), seconds);
            window(work, i, seconds, values[i]);
        }
        Arrays.sort(values);
        System.err.printf(Locale.ROOT, "%s, %s, %d thread(s): median %.1f %s, from %.1f to %.1f%n", work.title(), framework.name(),
                threads, values[values.length / 2], work.measure().unit(), values[0], values[values.length - 1]);
    }

    /** Everything from the start of the process: loading, data, one pass over it. */
    private void start(Workload w, Step step) throws Exception {
        for (int done = 0; done < w.batches(); done += step.batches()) {
            step.run();
        }
        long now = System.currentTimeMillis();
        long started = arguments.has("started") ? Long.parseLong(arguments.text("started", ""))
                : ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        double seconds = (now - started) / 1e3;
        window(w, 0, seconds, w.measure().value(w.batches(), w.perBatch(), seconds));
    }

    private void window(Work work, int index, double seconds, double value) {
        Line.of("window").with("workload", work.id()).with("threads", threads).with("window", index)
                .with("seconds", seconds).with("value", value).with("unit", work.measure().unit()).print();
    }

    /** Whether it learns: the loss on the few batches in memory must fall. */
    private void check(Step step) throws Exception {
        for (int i = 0; i <= 300; i++) {
            step.run();
            if (i % 50 == 0) {
                Line.of("loss").with("step", i).with("loss", step.loss()).print();
            }
        }
    }
}
