package org.espalier.cpu.conv;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.Lease;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Convolution: the weights times the unrolled input, starting from the bias. */
final class ForwardKernel implements Kernel {
    private final Correlating.Plan plan;
    private final Lease<Correlating> calls;

    ForwardKernel(ConvShape shape, Arithmetic arithmetic, WorkerPool pool) {
        this.plan = new Correlating.Plan(shape.forward(), arithmetic, pool);
        this.calls = new Lease<>(() -> new Correlating(plan));
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        Correlating call = calls.take();
        try {
            Buffer bias = inputs.length > 2 ? inputs[2] : null;
            call.run(inputs[0].f32(), inputs[0].offset(), inputs[1].f32(), inputs[1].offset(),
                    bias == null ? null : bias.f32(), bias == null ? 0 : bias.offset(),
                    outputs[0].f32(), outputs[0].offset(), outputs[1].f32(), outputs[1].offset());
        } finally {
            calls.giveBack(call);
        }
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, plan.scratchFloats()));
    }
}
