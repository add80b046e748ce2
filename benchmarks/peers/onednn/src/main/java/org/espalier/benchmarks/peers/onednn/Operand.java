package org.espalier.benchmarks.peers.onednn;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.FloatPointer;
import org.espalier.benchmarks.harness.Examples;

/** Memory that a primitive reads or writes, and memory in the caller's layout beside it where that is another. */
final class Operand {
    private final memory inner;
    private final memory outer;

    /**
     * Memory filled with numbers.
     *
     * @param layout how the primitive wants it
     * @param callers how the caller has it; null where the caller has it as the primitive wants it
     */
    Operand(engine engine, desc layout, desc callers) {
        inner = filled(new memory(layout, engine), layout);
        outer = callers == null || callers.equals(layout) ? null : filled(new memory(callers, engine), callers);
    }

    private static memory filled(memory m, desc layout) {
        float[] numbers = Examples.numbers((int) (layout.get_size() / Float.BYTES), 1);
        new FloatPointer(m.get_data_handle()).put(numbers, 0, numbers.length);
        return m;
    }

    /** f32 of some dims in a layout. */
    static desc description(format_tag layout, long... dims) {
        return new desc(dims, data_type.f32, layout);
    }

    memory inner() {
        return inner;
    }

    memory outer() {
        return outer;
    }

    boolean isReordered() {
        return outer != null;
    }

    /** Brings the caller's numbers into the primitive's layout. */
    reorder in() {
        return new reorder(outer, inner);
    }

    /** Brings the primitive's numbers into the caller's layout. */
    reorder out() {
        return new reorder(inner, outer);
    }
}
