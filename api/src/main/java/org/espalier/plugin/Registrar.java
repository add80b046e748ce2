package org.espalier.plugin;

import java.lang.invoke.MethodHandles;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.KernelFactory;
import org.espalier.export.OnnxReading;
import org.espalier.export.OnnxRunner;
import org.espalier.op.Op;

/** Takes what a plugin offers; nothing can be read from it. An id that is taken already is an error. */
@API(status = API.Status.STABLE, since = "0.1")
public interface Registrar {
    /**
     * Lends access to the plugin's own classes, so that its packages need not be exported or opened: components are
     * constructed through it. Call it before {@link #component}.
     */
    void lookup(MethodHandles.Lookup lookup);

    /**
     * Registers a component type: a layer, activation, loss, initializer, optimizer, gradient transformation,
     * schedule, penalty, constraint, metric, preprocessing or callback. Which of these it is follows from the
     * interfaces that the record implements.
     *
     * @param typeId the name in saved files and listings, such as {@code Dense}; unique within the plugin
     * @param defaults an instance whose components are the defaults: a component that an old file does not have takes
     *     its value from here
     */
    void component(String typeId, Record defaults);

    /** Registers an op. One with neither a decomposition nor a gradient rule is refused. */
    void op(Op op);

    /**
     * Registers a kernel for a backend. {@code reference} is the backend that is always there; an op that has a
     * kernel there runs on every backend.
     */
    void kernel(String backendId, String opId, KernelFactory factory);

    /** Registers how an element-wise op computes a run of f32 elements, so that it fuses with its neighbours. */
    void block(String opId, BlockFactory factory);

    /** Registers a backend. */
    void backend(String backendId, BackendFactory factory);

    /**
     * Registers how an ONNX operator is read that no op stands for alone: as a composition of ops. An op brings the
     * readings of its own operator with its definition.
     */
    void onnxReading(String opType, OnnxReading reading);

    /** Registers a runtime that can run exported files, for their verification. */
    void onnxRunner(OnnxRunner runner);
}
