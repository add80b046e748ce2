package org.espalier.cpu.kernel;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.Philox;
import org.espalier.cpu.pool.Lease;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Draws from the counter-based stream, exactly as {@link Philox} says. */
abstract class RandomKernel implements Kernel {
    /** Elements of one part. */
    private static final int PART = 4096;
    /** Words between those of two threads, so that they do not share a cache line. */
    private static final int APART = 32;

    private final int identity;
    private final int size;
    private final WorkerPool pool;
    private final int parts;
    private final Lease<Call> calls = new Lease<>(Call::new);

    private RandomKernel(Node node, WorkerPool pool) {
        this.identity = Philox.identity(node.attributes().string("identity"));
        this.size = Math.toIntExact(node.output().type().shape().size());
        this.pool = pool;
        this.parts = (size + PART - 1) / PART;
    }

    static Kernel uniform(Node node, WorkerPool pool) {
        double low = node.attributes().doubleValue("low");
        double span = node.attributes().doubleValue("high") - low;
        return !CpuBackend.isF32(node.output().type()) ? null : new RandomKernel(node, pool) {
            @Override
            void fill(int[] words, int at, float[] out, int to, int n) {
                for (int i = 0; i < n; i++) {
                    out[to + i] = (float) (low + span * Philox.uniform(words[at + i]));
                }
            }
        };
    }

    static Kernel bernoulli(Node node, WorkerPool pool) {
        double p = node.attributes().doubleValue("p");
        return !CpuBackend.isF32(node.output().type()) ? null : new RandomKernel(node, pool) {
            @Override
            void fill(int[] words, int at, float[] out, int to, int n) {
                for (int i = 0; i < n; i++) {
                    out[to + i] = Philox.uniform(words[at + i]) < p ? 1f : 0f;
                }
            }
        };
    }

    static Kernel normal(Node node, WorkerPool pool) {
        Attributes a = node.attributes();
        double mean = a.doubleValue("mean");
        double scale = a.doubleValue("scale");
        return !CpuBackend.isF32(node.output().type()) ? null : new RandomKernel(node, pool) {
            @Override
            int perBlock() {
                return 2;
            }

            @Override
            void fill(int[] words, int at, float[] out, int to, int n) {
                for (int i = 0; i < n; i++) {
                    out[to + i] = (float) (mean + scale * Philox.normal(words[at + 2 * i], words[at + 2 * i + 1]));
                }
            }
        };
    }

    /** Elements that the four words of a block make. */
    int perBlock() {
        return 4;
    }

    /** Makes {@code n} elements of the words from a place on. */
    abstract void fill(int[] words, int at, float[] out, int to, int n);

    private final class Call implements ParallelTask {
        private Buffer out;
        private Buffer words;
        private long seed;
        private long step;

        @Override
        public void run(int part, int slot) {
            int per = perBlock();
            int at = words.offset() + slot * APART;
            int end = Math.min((part + 1) * PART, size);
            for (int i = part * PART; i < end; i += per) {
                Philox.block(seed, step, identity, i / per, words.i32(), at);
                fill(words.i32(), at, out.f32(), out.offset() + i, Math.min(per, end - i));
            }
        }
    }

    @Override
    public final void run(Buffer[] inputs, Buffer[] outputs) {
        Call call = calls.take();
        call.seed = inputs[0].getLong(0);
        call.step = inputs[1].getLong(0);
        call.out = outputs[0];
        call.words = outputs[1];
        try {
            pool.run(call, parts);
        } finally {
            call.out = null;
            call.words = null;
            calls.giveBack(call);
        }
    }

    @Override
    public final List<TensorType> scratch() {
        return List.of(TensorType.of(DType.I32, (long) APART * pool.threads()));
    }
}
