package org.espalier.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.espalier.core.engine.Engine;
import org.espalier.plugin.EspalierException;

/** Some threads that run trials, each with an engine of its own; together they have as many threads as one engine had. */
final class Workers implements AutoCloseable {
    private final List<Engine> own = new ArrayList<>();
    private final BlockingQueue<Engine> free;
    private final ExecutorService threads;

    Workers(Engine engine, int count) {
        free = new ArrayBlockingQueue<>(count);
        if (count == 1) {
            free.add(engine);
        } else {
            for (int i = 0; i < count; i++) {
                int share = engine.threads() / count + (i < engine.threads() % count ? 1 : 0);
                own.add(Engine.create(engine.registry(), engine.backend().id(), share));
            }
            free.addAll(own);
        }
        threads = Executors.newFixedThreadPool(count, r -> {
            Thread t = new Thread(r, "espalier-search");
            t.setDaemon(true);
            return t;
        });
    }

    static void check(Engine engine, int count) {
        if (count > engine.threads()) {
            throw new EspalierException("a search with " + count + " trials at a time needs as many threads, but its engine has "
                    + engine.threads() + "; give the engine more threads, or run fewer trials at a time");
        }
    }

    /**
     * Does work for each item, and waits until all of it is done.
     *
     * @param stop is called when some of it has failed, or the waiting thread was interrupted, so that the rest ends soon
     */
    <T> void each(List<T> items, BiConsumer<Engine, T> work, Runnable stop) {
        List<Future<?>> futures = new ArrayList<>();
        items.forEach(item -> futures.add(threads.submit(call(item, work, stop))));
        Throwable failure = null;
        boolean interrupted = false;
        for (Future<?> f : futures) {
            for (boolean done = false; !done; ) {
                try {
                    f.get();
                    done = true;
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.run();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow(failure);
    }

    private <T> Callable<Void> call(T item, BiConsumer<Engine, T> work, Runnable stop) {
        return () -> {
            Engine engine = free.take();
            try {
                work.accept(engine, item);
            } catch (RuntimeException | Error e) {
                // Here already, before this thread takes up the next item.
                stop.run();
                throw e;
            } finally {
                free.add(engine);
            }
            return null;
        };
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        own.forEach(Engine::close);
    }
}
