package org.espalier.core.fit;

import java.util.function.LongSupplier;
import org.espalier.core.model.Variables;
import org.espalier.optim.ObjectiveOptimizer;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** What an optimizer outside the graph keeps, among the slots of the run: checkpoints save and restore them all. */
final class SlotMemory implements ObjectiveOptimizer.Memory {
    private final Variables slots;
    private final LongSupplier step;
    private double learningRate;

    SlotMemory(Variables slots, LongSupplier step) {
        this.slots = slots;
        this.step = step;
    }

    SlotMemory at(double rate) {
        learningRate = rate;
        return this;
    }

    @Override
    public long step() {
        return step.getAsLong();
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public double[] slot(String name, int length) {
        String full = SlotScope.PREFIX + name;
        if (!slots.types().containsKey(full)) {
            slots.put(full, Tensor.zeros(TensorType.of(DType.F64, length)));
        }
        return slots.buffers().get(full).f64();
    }
}
