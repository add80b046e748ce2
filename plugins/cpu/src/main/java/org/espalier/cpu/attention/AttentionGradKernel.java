package org.espalier.cpu.attention;

import java.util.Arrays;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
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
 * The cotangents of queries, keys and values. The scores of a block of queries and a block of keys are computed once more,
 * and become shares with the logarithms of their sums that attention has left. All queries that meet one key head are one
 * unit of work, so that each sum is made by one thread, in one order.
 */
final class AttentionGradKernel implements Kernel {
    private final AttentionShape shape;
    private final Operands operands;
    private final Mask mask;
    private final Arithmetic arithmetic;
    private final ScoreColumns columns;
    private final WorkerPool pool;
    private final Cut queries;
    private final Cut keys;
    private final int units;
    private final int parts;
    /** Floats of a thread: scores, their cotangents, two numbers a query, what the products need. */
    private final int slotFloats;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private AttentionGradKernel(AttentionShape shape, Operands operands, Mask mask, Arithmetic arithmetic, WorkerPool pool) {
        this.shape = shape;
        this.operands = operands;
        this.mask = mask;
        this.arithmetic = arithmetic;
        this.columns = arithmetic.scoreColumns();
        this.pool = pool;
        this.queries = shape.queryBlocks();
        this.keys = shape.keyBlocks();
        this.units = Math.multiplyExact(shape.batch(), shape.keyHeads());
        this.parts = Sharing.parts(5 * shape.work() / 2, units, pool);
        this.slotFloats = queries.padded() * (2 * keys.block() + 2) + new Products().scratchFloats();
    }

    /** The kernel of a node, whose shape was found; null where it was not, or where a mask's cotangent is asked for too. */
    static Kernel of(Node node, AttentionShape shape, Operands operands, Arithmetic arithmetic, WorkerPool pool) {
        return shape == null || node.outputs().size() > operands.gradients() ? null
                : new AttentionGradKernel(shape, operands, Mask.of(node, operands.mask(), shape), arithmetic, pool);
    }

    /** The five products of two blocks. */
    private final class Products {
        /** Keys by queries, as the lanes of vectors are queries. */
        private final BlockProduct scores = product((m, n) -> new GemmShape(n, m, shape.size(), false, true,
                shape.k().row(), shape.q().row(), queries.padded()));
        /** Values by cotangents of the results. */
        private final BlockProduct ofShares = product((m, n) -> new GemmShape(n, m, shape.valueSize(), false, true,
                shape.v().row(), shape.y().row(), queries.padded()));
        private final BlockProduct ofQueries = product((m, n) -> new GemmShape(m, shape.size(), n, true, false,
                queries.padded(), shape.k().row(), shape.q().row()));
        private final BlockProduct ofKeys = product((m, n) -> new GemmShape(n, shape.size(), m, false, false,
                queries.padded(), shape.q().row(), shape.k().row()));
        private final BlockProduct ofValues = product((m, n) -> new GemmShape(n, shape.valueSize(), m, false, false,
                queries.padded(), shape.y().row(), shape.v().row()));

        private BlockProduct product(BlockProduct.Shapes shapes) {
            return new BlockProduct(arithmetic, queries, keys, shapes);
        }

        int scratchFloats() {
            int most = 0;
            for (BlockProduct p : List.of(scores, ofShares, ofQueries, ofKeys, ofValues)) {
                most = Math.max(most, p.scratchFloats());
            }
            return most;
        }
    }

    /** What one thread works with. */
    private final class Slot {
        private final Products products = new Products();
        private final int index;
        private float[] scratch;
        /** Where scores begin, their cotangents, what those of each query have in common, and logarithms of sums. */
        private int block;
        private int cotangents;
        private int common;
        private int logarithms;
        private int free;

        Slot(int index) {
            this.index = index;
        }

        void begin(Buffer memory) {
            scratch = memory.f32();
            block = memory.offset() + index * slotFloats;
            cotangents = block + queries.padded() * keys.block();
            common = cotangents + queries.padded() * keys.block();
            logarithms = common + queries.padded();
            free = logarithms + queries.padded();
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
        private Buffer ofY;
        private Buffer ofLogarithms;
        private Buffer ofQ;
        private Buffer ofK;
        private Buffer ofV;

        Call() {
            Arrays.setAll(slots, Slot::new);
        }

        @Override
        protected void run() {
            q = in[operands.q()];
            k = in[operands.k()];
            v = in[operands.v()];
            y = in[operands.y()];
            logarithms = in[operands.logarithms()];
            ofY = in[operands.ofY()];
            ofLogarithms = in[operands.ofLogarithms()];
            ofQ = out[operands.q()];
            ofK = out[operands.k()];
            ofV = out[operands.v()];
            Buffer memory = out[operands.gradients()];
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
            ofY = null;
            ofLogarithms = null;
            ofQ = null;
            ofK = null;
            ofV = null;
            for (Slot s : slots) {
                s.scratch = null;
            }
            masked.end();
        }

        @Override
        public void run(int part, int slot) {
            int end = (int) ((long) units * (part + 1) / parts);
            for (int unit = (int) ((long) units * part / parts); unit < end; unit++) {
                keyHead(unit / shape.keyHeads(), unit % shape.keyHeads(), slots[slot]);
            }
        }

        private void keyHead(int b, int keyHead, Slot s) {
            unseen(b, keyHead);
            for (int h = keyHead * shape.group(); h < (keyHead + 1) * shape.group(); h++) {
                for (int qb = 0; qb < queries.count(); qb++) {
                    numbers(s, b, h, qb);
                    for (int kb = 0; kb < keys.count() && sees(qb, kb); kb++) {
                        boolean first = h == keyHead * shape.group() && (qb == 0 || !sees(qb - 1, kb));
                        blocks(s, b, h, qb, kb, !first);
                    }
                }
            }
        }

        private boolean sees(int queryBlock, int keyBlock) {
            return shape.sees(queries, queryBlock, keys, keyBlock);
        }

        /** The cotangents of keys that no query sees. */
        private void unseen(int b, int keyHead) {
            for (int kb = 0; kb < keys.count(); kb++) {
                for (int i = 0; i < keys.size(kb) && !sees(queries.count() - 1, kb); i++) {
                    int key = ofK.offset() + shape.k().at(b, keyHead, keys.start(kb) + i);
                    int value = ofV.offset() + shape.v().at(b, keyHead, keys.start(kb) + i);
                    Arrays.fill(ofK.f32(), key, key + shape.size(), 0f);
                    Arrays.fill(ofV.f32(), value, value + shape.valueSize(), 0f);
                }
            }
        }

        /**
         * What the cotangents of all scores of a query have in common: the sum of shares times their cotangents, which is
         * that of the result times its own, less the cotangent of the logarithm. And that logarithm.
         */
        private void numbers(Slot s, int b, int h, int queryBlock) {
            int first = queries.start(queryBlock);
            int query = (b * shape.heads() + h) * shape.queries() + first;
            for (int i = 0; i < queries.size(queryBlock); i++) {
                int at = shape.y().at(b, h, first + i);
                s.scratch[s.common + i] = dot(at) - ofLogarithms.f32()[ofLogarithms.offset() + query + i];
                s.scratch[s.logarithms + i] = Math.max(-Float.MAX_VALUE, logarithms.f32()[logarithms.offset() + query + i]);
            }
        }

        private float dot(int at) {
            float sum = 0;
            for (int i = 0; i < shape.valueSize(); i += Runs.CHUNK) {
                sum += columns.dot(y.f32(), y.offset() + at + i, ofY.f32(), ofY.offset() + at + i,
                        Math.min(Runs.CHUNK, shape.valueSize() - i));
            }
            return sum;
        }

        private void blocks(Slot s, int b, int h, int queryBlock, int keyBlock, boolean further) {
            int keyHead = h / shape.group();
            int first = queries.start(queryBlock);
            int key = keys.start(keyBlock);
            int kind = queries.kind(queryBlock);
            int keyKind = keys.kind(keyBlock);
            int atQ = shape.q().at(b, h, first);
            int atY = ofY.offset() + shape.y().at(b, h, first);
            int atK = shape.k().at(b, keyHead, key);
            int atV = shape.v().at(b, keyHead, key);
            float[] a = s.scratch;
            Products p = s.products;
            p.scores.of(kind, keyKind).run(k.f32(), k.offset() + atK, q.f32(), q.offset() + atQ,
                    a, s.block, false, null, a, s.free);
            p.ofShares.of(kind, keyKind).run(v.f32(), v.offset() + atV, ofY.f32(), atY,
                    a, s.cotangents, false, null, a, s.free);
            float factor = masked.apply(a, s.block, b * shape.heads() + h, queryBlock, keyBlock);
            columns.gradients(a, s.block, a, s.cotangents, keys.size(keyBlock), queries.padded(),
                    Cut.padded(queries.size(queryBlock)), factor, shape.scale(), a, s.logarithms, a, s.common);
            p.ofValues.of(kind, keyKind).run(a, s.block, ofY.f32(), atY,
                    ofV.f32(), ofV.offset() + atV, further, null, a, s.free);
            p.ofKeys.of(kind, keyKind).run(a, s.cotangents, q.f32(), q.offset() + atQ,
                    ofK.f32(), ofK.offset() + atK, further, null, a, s.free);
            p.ofQueries.of(kind, keyKind).run(a, s.cotangents, k.f32(), k.offset() + atK,
                    ofQ.f32(), ofQ.offset() + atQ, keyBlock > 0, null, a, s.free);
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
