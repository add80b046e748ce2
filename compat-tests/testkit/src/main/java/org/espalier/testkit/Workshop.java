package org.espalier.testkit;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.espalier.core.registry.Registry;
import org.espalier.op.Op;

/**
 * Examines ops on a few threads while the test framework asks for one result after the other. Each thread has engines of
 * its own, since a backend's threads serve one caller at a time.
 */
final class Workshop implements AutoCloseable {
    private static final int MOST_THREADS = 4;

    private final Registry registry;
    private final List<Check> checks;
    private final Table table;
    private final ExecutorService threads;
    private final BlockingQueue<Engines> engines = new LinkedBlockingQueue<>();

    /** The examination of one op, which may have ended or not. */
    interface Order {
        /** Waits for one check and throws what it found. */
        void test(int check) throws Throwable;
    }

    Workshop(Registry registry, List<Check> checks, Table table) {
        this.registry = registry;
        this.checks = checks;
        this.table = table;
        int count = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread t = new Thread(task, "conformance");
            t.setDaemon(true);
            return t;
        });
        for (int i = 0; i < count; i++) {
            engines.add(new Engines(registry));
        }
    }

    Order order(Op op, OpSpec spec) {
        Future<List<Examination.Verdict>> result = threads.submit(() -> examine(op, spec));
        return check -> {
            try {
                AssertionError failure = result.get().get(check).failure();
                if (failure != null) {
                    throw failure;
                }
            } catch (ExecutionException e) {
                throw e.getCause();
            } catch (CancellationException e) {
                throw new AssertionError("the suite was ended before " + op + " was examined", e);
            }
        };
    }

    private List<Examination.Verdict> examine(Op op, OpSpec spec) throws InterruptedException {
        Engines mine = engines.take();
        try {
            Subject s = new Subject(op, spec, mine);
            List<Examination.Verdict> verdicts = new Examination(s).verdicts(checks);
            table.add(facts(s), verdicts.stream().map(Examination.Verdict::outcome).toList());
            return verdicts;
        } finally {
            engines.add(mine);
        }
    }

    private static OpFacts facts(Subject s) {
        try {
            return OpFacts.of(s, new GradientChecks(1).notApplicable(s).isEmpty());
        } catch (RuntimeException e) {
            // The checks have said so already.
            return OpFacts.unknown(s.op());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        engines.forEach(Engines::close);
    }
}
