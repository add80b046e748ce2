package org.espalier.cpu.kernel;

import java.util.ArrayList;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.Epilogue;
import org.espalier.cpu.gemm.MatrixProduct;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Matrix products, one or a stack of them, whose elements go through a {@link Region} of element-wise steps while they are
 * in the cache. The product is written straight to an output, if any of the steps can change it there.
 */
final class ProductKernel implements Kernel {
    /** Elements that go through the steps at a time. */
    private static final int BLOCK = 1024;
    /** Multiply-adds in all from which many small products are shared out rather than each of them cut. */
    private static final long WORTH_SHARING = 1 << 16;
    /** Elements whose steps are shared out where they follow a whole product. */
    private static final int PART = 1 << 13;

    private final Product product;
    private final Region epilogue;
    private final Arithmetic arithmetic;
    private final WorkerPool pool;
    /** Whether every product of a stack runs on one thread. */
    private final boolean shareStack;
    private final int results;
    /** The output in whose memory the product lies, or -1 where it has memory of its own. */
    private final int place;
    private final int scratchOfProduct;
    private final KernelCalls calls = new KernelCalls(Call::new);

    /** A product with the steps that follow it, or null. */
    ProductKernel(Product product, Region epilogue, Arithmetic arithmetic, WorkerPool pool) {
        this.product = product;
        this.epilogue = epilogue;
        this.arithmetic = arithmetic;
        this.pool = pool;
        this.shareStack = product.count() >= 2 * pool.threads()
                && product.count() * product.shape().work() >= WORTH_SHARING;
        this.results = epilogue == null ? 1 : epilogue.sinks().size();
        this.place = epilogue == null ? 0 : epilogue.outputForProduct();
        this.scratchOfProduct = plan().scratchFloats();
    }

    private MatrixProduct plan() {
        return MatrixProduct.of(product.shape(), arithmetic, shareStack ? WorkerPool.NONE : pool);
    }

    private final class Call extends KernelCall implements ParallelTask, Epilogue {
        private final MatrixProduct[] products = new MatrixProduct[shareStack ? pool.threads() : 1];
        private final Walker[] walkers = new Walker[epilogue == null ? 0 : pool.threads()];
        private Buffer a;
        private Buffer b;
        private Buffer c;
        private Buffer scratch;
        private int base;
        private final boolean afterwards = epilogue != null && !shareStack && !plan().givesLongRuns();
        private final int size = product.shape().m() * product.shape().n();
        private final ParallelTask following = this::follow;
        /** The first element of the product at hand. */
        private int first;

        Call() {
            for (int i = 0; i < products.length; i++) {
                products[i] = plan();
            }
            for (int i = 0; i < walkers.length; i++) {
                walkers[i] = new Walker(epilogue);
            }
        }

        private void begin() {
            a = in[product.lhs()];
            b = in[product.rhs()];
            int next = results;
            c = place < 0 ? out[next++] : out[place];
            base = c.offset();
            scratch = scratchOfProduct > 0 ? out[next++] : null;
            Buffer lanes = epilogue != null && epilogue.lanes() > 0 ? out[next] : null;
            for (int i = 0; i < walkers.length; i++) {
                walkers[i].begin(in, out, lanes == null ? null : lanes.f32(),
                        lanes == null ? 0 : lanes.offset() + i * epilogue.lanes() * BLOCK, BLOCK);
                walkers[i].product(c.f32(), c.offset());
            }
        }

        @Override
        protected void end() {
            a = null;
            b = null;
            c = null;
            scratch = null;
            for (Walker walker : walkers) {
                walker.end();
            }
        }

        @Override
        protected void run() {
            begin();
            if (shareStack) {
                pool.run(this, product.count());
            } else {
                for (int i = 0; i < product.count(); i++) {
                    one(i, products[0], 0);
                }
            }
        }

        @Override
        public void run(int part, int slot) {
            // Inside, the product knows of one thread only, whose place is the slot.
            one(part, products[slot], slot);
        }

        private void one(int i, MatrixProduct p, int slot) {
            int at = base + i * product.shape().m() * product.shape().ldc();
            p.run(a.f32(), a.offset() + product.startA(i), b.f32(), b.offset() + product.startB(i), c.f32(), at,
                    false, shareStack || epilogue == null || afterwards ? null : this,
                    scratch == null ? null : scratch.f32(),
                    scratch == null ? 0 : scratch.offset() + slot * scratchOfProduct);
            if (shareStack && epilogue != null) {
                steps(slot, at - base, size);
            } else if (afterwards) {
                first = at - base;
                pool.run(following, (size + PART - 1) / PART);
            }
        }

        private void follow(int part, int slot) {
            steps(slot, first + part * PART, Math.min(PART, size - part * PART));
        }

        @Override
        public void apply(int slot, float[] array, int at, int row, int column, int length) {
            steps(slot, at - base, length);
        }

        private void steps(int slot, int element, int length) {
            for (int i = 0; i < length; i += BLOCK) {
                walkers[slot].block(element + i, Math.min(BLOCK, length - i));
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        List<TensorType> types = new ArrayList<>();
        if (place < 0) {
            types.add(TensorType.of(DType.F32, epilogue.size()));
        }
        if (scratchOfProduct > 0) {
            int times = shareStack ? pool.threads() : 1;
            types.add(TensorType.of(DType.F32, Math.multiplyExact(times, scratchOfProduct)));
        }
        if (epilogue != null) {
            types.addAll(RegionKernel.lanes(epilogue, BLOCK, pool));
        }
        return types;
    }
}
