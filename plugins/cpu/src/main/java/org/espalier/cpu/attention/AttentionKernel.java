package org.espalier.cpu.attention;

import java.util.Arrays;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.FloatMath;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.arith.ScoreColumns;
import org.espalier.cpu.gemm.GemmShape;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Attention, a block of queries at a time: its scores with a block of keys stay in the cache while they become
 * exponentials and then the weights of a sum of values. What was summed up before is scaled when a later block of keys has
 * a larger score (Milakov, Gimelshein: Online normalizer calculation for softmax; 2018. Dao et al.: FlashAttention; NeurIPS
 * 2022).
 */
final class AttentionKernel implements Kernel {
    /** Numbers of each query: the largest score, before and now, and the sum of the exponentials, of all and of a block. */
    private static final int NUMBERS = 4;

    private final AttentionShape shape;
    private final Operands operands;
    private final Mask mask;
    private final boolean residual;
    private final Arithmetic arithmetic;
    private final Runs runs;
    private final ScoreColumns columns;
    private final WorkerPool pool;
    private final Cut queries;
    private final Cut keys;
    private final int units;
    private final int parts;
    /** Floats of a thread: scores, numbers of each query, what the products need. */
    private final int slotFloats;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private AttentionKernel(AttentionShape shape, Operands operands, Mask mask, boolean residual, Arithmetic arithmetic,
            WorkerPool pool) {
        this.shape = shape;
        this.operands = operands;
        this.mask = mask;
        this.residual = residual;
        this.arithmetic = arithmetic;
        this.runs = arithmetic.runs();
        this.columns = arithmetic.scoreColumns();
        this.pool = pool;
        this.queries = shape.queryBlocks();
        this.keys = shape.keyBlocks();
        this.units = Math.multiplyExact(shape.batch() * shape.heads(), queries.count());
        this.parts = Sharing.parts(shape.work(), units, pool);
        this.slotFloats = queries.padded() * (keys.block() + NUMBERS)
                + Math.max(scores().scratchFloats(), results().scratchFloats());
    }

    /** The kernel of a node, whose shape was found, or null where it was not. */
    static Kernel of(Node node, AttentionShape shape, Operands operands, Arithmetic arithmetic, WorkerPool pool) {
        return shape == null ? null : new AttentionKernel(shape, operands, Mask.of(node, operands.mask(), shape),
                node.outputs().size() > 1, arithmetic, pool);
    }

    /** Keys by queries, as the lanes of vectors are queries. */
    private BlockProduct scores() {
        return new BlockProduct(arithmetic, queries, keys, (m, n) -> new GemmShape(n, m, shape.size(), false, true,
                shape.k().row(), shape.q().row(), queries.padded()));
    }

    private BlockProduct results() {
        return new BlockProduct(arithmetic, queries, keys, (m, n) -> new GemmShape(m, shape.valueSize(), n, true, false,
                queries.padded(), shape.v().row(), shape.y().row()));
    }

    /** What one thread works with. */
    private final class Slot {
        private final BlockProduct scores = scores();
        private final BlockProduct results = results();
        private final int index;
        private float[] scratch;
        /** Where the scores begin, the numbers of each query, and what is free. */
        private int block;
        private int before;
        private int max;
        private int partial;
        private int sum;
        private int free;

        Slot(int index) {
            this.index = index;
        }

        void begin(Buffer memory) {
            scratch = memory.f32();
            block = memory.offset() + index * slotFloats;
            before = block + queries.padded() * keys.block();
            max = before + queries.padded();
            partial = max + queries.padded();
            sum = partial + queries.padded();
            free = sum + queries.padded();
        }
    }

    private final class Call extends KernelCall implements ParallelTask {
        private final Slot[] slots = new Slot[pool.threads()];
        private final MaskedScores masked = new MaskedScores(shape, mask, columns, pool);
        private Buffer q;
        private Buffer k;
        private Buffer v;
        private Buffer y;
        private Buffer logarithms;

        Call() {
            Arrays.setAll(slots, Slot::new);
        }

        @Override
        protected void run() {
            q = in[operands.q()];
            k = in[operands.k()];
            v = in[operands.v()];
            y = out[0];
            logarithms = residual ? out[1] : null;
            Buffer memory = out[out.length - 1];
            for (Slot s : slots) {
                s.begin(memory);
            }
            masked.begin(in, memory.f32(), memory.offset() + slots.length * slotFloats);
            pool.run(this, parts);
        }

        @Override
        protected void end() {
            q = null;
            k = null;
            v = null;
            y = null;
            logarithms = null;
            for (Slot s : slots) {
                s.scratch = null;
            }
            masked.end();
        }

        @Override
        public void run(int part, int slot) {
            int end = (int) ((long) units * (part + 1) / parts);
            for (int unit = (int) ((long) units * part / parts); unit < end; unit++) {
                queries(unit / queries.count(), unit % queries.count(), slots[slot]);
            }
        }

        /** The results of a block of queries of one of all heads. */
        private void queries(int headOfAll, int block, Slot s) {
            int b = headOfAll / shape.heads();
            int h = headOfAll % shape.heads();
            int first = queries.start(block);
            int count = queries.size(block);
            for (int kb = 0; kb < keys.count() && shape.sees(queries, block, keys, kb); kb++) {
                keys(b, h, block, kb, s);
            }
            for (int i = 0; i < count; i++) {
                float sum = s.scratch[s.sum + i];
                int at = y.offset() + shape.y().at(b, h, first + i);
                runs.divide(y.f32(), at, sum == 0 ? 1 : sum, y.f32(), at, shape.valueSize());
                if (residual) {
                    logarithms.f32()[logarithms.offset() + headOfAll * shape.queries() + first + i] =
                            s.scratch[s.max + i] + FloatMath.log(sum);
                }
            }
        }

        private void keys(int b, int h, int queryBlock, int keyBlock, Slot s) {
            int key = keys.start(keyBlock);
            int keyHead = h / shape.group();
            int result = y.offset() + shape.y().at(b, h, queries.start(queryBlock));
            s.scores.of(queries.kind(queryBlock), keys.kind(keyBlock)).run(
                    k.f32(), k.offset() + shape.k().at(b, keyHead, key),
                    q.f32(), q.offset() + shape.q().at(b, h, queries.start(queryBlock)),
                    s.scratch, s.block, false, null, s.scratch, s.free);
            float factor = masked.apply(s.scratch, s.block, b * shape.heads() + h, queryBlock, keyBlock);
            exponentials(s, factor, queries.size(queryBlock), keyBlock, result);
            s.results.of(queries.kind(queryBlock), keys.kind(keyBlock)).run(
                    s.scratch, s.block, v.f32(), v.offset() + shape.v().at(b, keyHead, key),
                    y.f32(), result, keyBlock > 0, null, s.scratch, s.free);
        }

        /** Makes exponentials of scores, and what was summed up before fit to them. */
        private void exponentials(Slot s, float factor, int count, int keyBlock, int result) {
            float[] a = s.scratch;
            int rows = keys.size(keyBlock);
            int stride = queries.padded();
            int n = Cut.padded(count);
            if (keyBlock == 0) {
                Arrays.fill(a, s.max, s.max + n, -Float.MAX_VALUE);
            } else {
                System.arraycopy(a, s.max, a, s.before, n);
            }
            columns.maxima(a, s.block, rows, stride, n, factor, a, s.max);
            columns.exponentials(a, s.block, rows, stride, n, factor, a, s.max, a, keyBlock == 0 ? s.sum : s.partial);
            for (int i = 0; i < count && keyBlock > 0; i++) {
                float kept = FloatMath.exp(a[s.before + i] - a[s.max + i]);
                a[s.sum + i] = a[s.sum + i] * kept + a[s.partial + i];
                if (kept != 1) {
                    scale(y.f32(), result + i * shape.y().row(), kept);
                }
            }
        }

        private void scale(float[] a, int at, float factor) {
            for (int i = at; i < at + shape.valueSize(); i++) {
                a[i] *= factor;
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32,
                Math.addExact(Math.multiplyExact(pool.threads(), slotFloats), mask == null ? 0 : mask.scratchFloats())));
    }
}
