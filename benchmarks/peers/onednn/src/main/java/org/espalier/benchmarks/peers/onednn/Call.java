package org.espalier.benchmarks.peers.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.espalier.benchmarks.harness.Step;

/** A primitive with its memory, and the changes of layout before and after it. */
final class Call implements Step {
    private final primitive primitive;
    private final stream queue;
    private final IntMemoryMap arguments = new IntMemoryMap();
    private final List<Runnable> before = new ArrayList<>();
    private final List<Runnable> after = new ArrayList<>();

    Call(primitive primitive, stream queue) {
        this.primitive = primitive;
        this.queue = queue;
    }

    Call reading(int argument, Operand operand) {
        arguments.put(argument, operand.inner());
        if (operand.isReordered()) {
            before.add(reordering(operand.in(), operand.outer(), operand.inner()));
        }
        return this;
    }

    Call writing(int argument, Operand operand) {
        arguments.put(argument, operand.inner());
        if (operand.isReordered()) {
            after.add(reordering(operand.out(), operand.inner(), operand.outer()));
        }
        return this;
    }

    private Runnable reordering(primitive reorder, memory from, memory to) {
        IntMemoryMap map = new IntMemoryMap();
        map.put(DNNL_ARG_FROM, from);
        map.put(DNNL_ARG_TO, to);
        return () -> reorder.execute(queue, map);
    }

    @Override
    public void run() {
        before.forEach(Runnable::run);
        primitive.execute(queue, arguments);
        after.forEach(Runnable::run);
        queue._wait();
    }
}
