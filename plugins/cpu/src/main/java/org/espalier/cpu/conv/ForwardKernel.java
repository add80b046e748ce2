package org.espalier.cpu.conv;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.Lease;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Convolution: the weights times the unrolled input. */
final class ForwardKernel implements Kernel {
    private final Correlator correlator;
    private final WorkerPool pool;
    private final Lease<Call> calls = new Lease<>(Call::new);

    ForwardKernel(ConvShape shape, Arithmetic arithmetic, WorkerPool pool) {
        this.correlator = new Correlator(shape.forward(), arithmetic, pool.threads());
        this.pool = pool;
    }

    private final class Call implements ParallelTask {
        private Buffer x;
        private Buffer w;
        private Buffer bias;
        private Buffer y;
        private Buffer scratch;

        @Override
        public void run(int part, int slot) {
            correlator.run(part, x.f32(), x.offset(), w.f32(), w.offset(), bias == null ? null : bias.f32(),
                    bias == null ? 0 : bias.offset(), y.f32(), y.offset(),
                    scratch.f32(), scratch.offset() + slot * correlator.scratchFloats());
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        Call call = calls.take();
        call.x = inputs[0];
        call.w = inputs[1];
        call.bias = inputs.length > 2 ? inputs[2] : null;
        call.y = outputs[0];
        call.scratch = outputs[1];
        try {
            pool.run(call, correlator.parts());
        } finally {
            call.x = null;
            call.w = null;
            call.bias = null;
            call.y = null;
            call.scratch = null;
            calls.giveBack(call);
        }
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, Math.multiplyExact(pool.threads(), correlator.scratchFloats())));
    }
}
