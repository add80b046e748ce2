package org.espalier.cpu.pool;

import java.util.function.Supplier;
import org.espalier.backend.Buffer;

/** Runs the calls of a kernel, each with a state that nobody else has at that time. */
public final class KernelCalls {
    private final Lease<KernelCall> states;

    /** Makes states with {@code maker} where none is free. */
    public KernelCalls(Supplier<? extends KernelCall> maker) {
        this.states = new Lease<>(maker);
    }

    /** Runs a call. */
    public void run(Buffer[] inputs, Buffer[] outputs) {
        KernelCall call = states.take();
        call.in = inputs;
        call.out = outputs;
        try {
            call.run();
        } finally {
            call.in = null;
            call.out = null;
            call.end();
            states.giveBack(call);
        }
    }
}
