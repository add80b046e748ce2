package org.espalier.cpu.kernel;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.Philox;
import org.espalier.cpu.arith.RandomWords;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Draws from the counter-based stream, exactly as {@link Philox} says. */
abstract class RandomKernel implements Kernel {
    /** Words that are made at once, which stay in the first-level cache. */
    private static final int WORDS = 1024;

    private final RandomWords stream;
    private final int identity;
    private final int size;
    private final WorkerPool pool;
    private final int parts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private RandomKernel(Node node, RandomWords stream, WorkerPool pool) {
        this.stream = stream;
        this.identity = Philox.identity(node.attributes().string("identity"));
        this.size = Math.toIntExact(node.output().type().shape().size());
        this.pool = pool;
        this.parts = (size + part() - 1) / part();
    }

    static Kernel uniform(Node node, RandomWords stream, WorkerPool pool) {
        double low = node.attributes().doubleValue("low");
        double span = node.attributes().doubleValue("high") - low;
        return !CpuBackend.isF32(node.output().type()) ? null : new RandomKernel(node, stream, pool) {
            @Override
            void fill(int[] words, int at, float[] out, int to, int n) {
                for (int i = 0; i < n; i++) {
                    out[to + i] = (float) (low + span * Philox.uniform(words[at + i]));
                }
            }
        };
    }

    static Kernel bernoulli(Node node, RandomWords stream, WorkerPool pool) {
        int threshold = RandomWords.threshold(node.attributes().doubleValue("p"));
        return !CpuBackend.isF32(node.output().type()) ? null : new RandomKernel(node, stream, pool) {
            @Override
            void fill(int[] words, int at, float[] out, int to, int n) {
                stream.below(words, at, threshold, out, to, n);
            }
        };
    }

    static Kernel normal(Node node, RandomWords stream, WorkerPool pool) {
        Attributes a = node.attributes();
        double mean = a.doubleValue("mean");
        double scale = a.doubleValue("scale");
        return !CpuBackend.isF32(node.output().type()) ? null : new RandomKernel(node, stream, pool) {
            @Override
            int part() {
                return WORDS / 2; // its logarithm takes long
            }

            @Override
            int perElement() {
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

    /** Elements of one part, a multiple of those that are made at once. */
    int part() {
        return 4 * WORDS;
    }

    /** Words that make an element. */
    int perElement() {
        return 1;
    }

    /** Makes {@code n} elements of the words from a place on. */
    abstract void fill(int[] words, int at, float[] out, int to, int n);

    private final class Call extends KernelCall implements ParallelTask {
        private long seed;
        private long step;

        @Override
        protected void run() {
            seed = in[0].getLong(0);
            step = in[1].getLong(0);
            pool.run(this, parts);
        }

        @Override
        public void run(int number, int slot) {
            Buffer words = out[1];
            int per = perElement();
            int at = words.offset() + slot * WORDS;
            int end = Math.min((number + 1) * part(), size);
            for (int i = number * part(); i < end; i += WORDS / per) {
                int n = Math.min(WORDS / per, end - i);
                int blocks = (n * per + RandomWords.BLOCK - 1) / RandomWords.BLOCK;
                stream.blocks(seed, step, identity, i / (RandomWords.BLOCK / per), blocks, words.i32(), at);
                fill(words.i32(), at, out[0].f32(), out[0].offset() + i, n);
            }
        }
    }

    @Override
    public final void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public final List<TensorType> scratch() {
        return List.of(TensorType.of(DType.I32, (long) WORDS * pool.threads()));
    }
}
