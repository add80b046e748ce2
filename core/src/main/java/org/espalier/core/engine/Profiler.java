package org.espalier.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.espalier.backend.Backend;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/**
 * Measures the time of every kernel call of whatever runs on an engine that it has wrapped. The calls are the same as
 * without it, so are the results; each takes some 50 ns longer.
 *
 * <pre>{@code
 * Profiler profiler = new Profiler();
 * Engine engine = profiler.wrap(Engine.create());
 * // ... train or predict on that engine, then:
 * System.out.println(profiler.table());
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Profiler {
    private final List<Call> calls = new ArrayList<>();

    /**
     * The calls of one node, or of several that are alike.
     *
     * @param op the op's id; for a fused region the ids of its ops
     * @param types the types of inputs and outputs
     * @param path where the node stands in the network
     * @param backend the id of the backend whose kernel it is
     * @param count the number of calls
     * @param nanos the time that they took together
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public record Row(String op, String types, String path, String backend, long count, long nanos) {}

    /** A kernel with its clock. Several threads may run it at once. */
    private static final class Call implements Kernel {
        private final Kernel kernel;
        private final Node node;
        private final String backend;
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        Call(Kernel kernel, Node node, String backend) {
            this.kernel = kernel;
            this.node = node;
            this.backend = backend;
        }

        @Override
        public void run(Buffer[] inputs, Buffer[] outputs) {
            long start = System.nanoTime();
            kernel.run(inputs, outputs);
            nanos.add(System.nanoTime() - start);
            count.increment();
        }

        @Override
        public List<TensorType> scratch() {
            return kernel.scratch();
        }

        @Override
        public boolean inPlace(int input, int output) {
            return kernel.inPlace(input, output);
        }

        Row row() {
            String op = !node.attributes().has("body") ? node.op().id()
                    : node.attributes().graph("body").nodes().stream().map(n -> n.op().id())
                            .collect(Collectors.joining("+"));
            return new Row(op, node.inputTypes() + " -> " + node.outputTypes(), node.path(), backend, count.sum(), nanos.sum());
        }
    }

    /** A profiler that has measured nothing yet. */
    public Profiler() {}

    private record Clocked(Backend backend, Profiler profiler) implements Backend {
        @Override
        public String id() {
            return backend.id();
        }

        @Override
        public String description() {
            return backend.description() + ", profiled";
        }

        @Override
        public Optional<Kernel> kernel(Node node) {
            return backend.kernel(node).<Kernel>map(k -> profiler.add(new Call(k, node, backend.id())));
        }

        @Override
        public Fusion fusion(Node node) {
            return backend.fusion(node);
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    /** An engine that does the same and is measured; closing either closes the backend. */
    public Engine wrap(Engine engine) {
        return engine.wrapAll(b -> new Clocked(b, this));
    }

    private synchronized Call add(Call call) {
        calls.add(call);
        return call;
    }

    /** Forgets what was measured so far, a warm-up for instance. */
    public synchronized void reset() {
        for (Call c : calls) {
            c.count.reset();
            c.nanos.reset();
        }
    }

    /** What was called so far, the longest time first. */
    public synchronized List<Row> rows() {
        Map<List<String>, Row> merged = new LinkedHashMap<>();
        for (Call c : calls) {
            Row r = c.row();
            if (r.count() > 0) {
                merged.merge(List.of(r.op(), r.types(), r.path(), r.backend()), r, (a, b) -> new Row(
                        a.op(), a.types(), a.path(), a.backend(), a.count() + b.count(), a.nanos() + b.nanos()));
            }
        }
        return merged.values().stream().sorted(Comparator.comparingLong(Row::nanos).reversed()).toList();
    }

    /** The rows as text: share of the whole, microseconds a call, number of calls, backend, op, types, path. */
    public String table() {
        List<Row> rows = rows();
        double total = rows.stream().mapToLong(Row::nanos).sum();
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%7s %12s %9s  %s%n", "share", "us/call", "calls", "kernel"));
        for (Row r : rows) {
            text.append(String.format(Locale.ROOT, "%6.1f%% %12.2f %9d  %s %s %s%s%n", 100 * r.nanos() / total,
                    r.nanos() / 1e3 / r.count(), r.count(), r.backend(), r.op(), r.types(),
                    r.path().isEmpty() ? "" : " at " + r.path()));
        }
        return text.toString();
    }
}
