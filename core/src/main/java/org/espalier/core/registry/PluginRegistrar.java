package org.espalier.core.registry;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.KernelFactory;
import org.espalier.core.registry.Registry.PluginInfo;
import org.espalier.core.registry.Registry.Registered;
import org.espalier.export.OnnxReading;
import org.espalier.export.OnnxRunner;
import org.espalier.op.Op;
import org.espalier.plugin.PluginException;
import org.espalier.plugin.Registrar;

/** Collects what one plugin registers, so that a plugin that fails half-way leaves nothing behind. */
final class PluginRegistrar implements Registrar {
    private final PluginInfo info;
    final SortedMap<String, Registered<Op>> ops = new TreeMap<>();
    final SortedMap<String, Registered<KernelFactory>> kernels = new TreeMap<>();
    final SortedMap<String, Registered<BlockFactory>> blocks = new TreeMap<>();
    final SortedMap<String, Registered<BackendFactory>> backends = new TreeMap<>();
    final SortedMap<String, ComponentType> components = new TreeMap<>();
    final SortedMap<String, Registered<OnnxReading>> readings = new TreeMap<>();
    final List<OnnxRunner> runners = new ArrayList<>();
    private MethodHandles.Lookup lookup;

    PluginRegistrar(PluginInfo info) {
        this.info = info;
    }

    PluginInfo info() {
        return info;
    }

    @Override
    public void lookup(MethodHandles.Lookup access) {
        this.lookup = Objects.requireNonNull(access, "lookup");
    }

    @Override
    public void component(String typeId, Record defaults) {
        if (lookup == null) {
            throw new PluginException("the component '" + typeId + "' of plugin " + info.id()
                    + " is registered before the plugin called registrar.lookup(MethodHandles.lookup())");
        }
        put("component", components, info.id() + ":" + typeId,
                new ComponentType(info.id(), info.version(), typeId, defaults.getClass(), defaults, lookup));
    }

    @Override
    public void op(Op op) {
        put("op", ops, op.id(), new Registered<>(op, info));
        op.readings().forEach(this::onnxReading);
    }

    @Override
    public void kernel(String backendId, String opId, KernelFactory factory) {
        put("kernel", kernels, Registry.kernelKey(backendId, opId), new Registered<>(factory, info));
    }

    @Override
    public void block(String opId, BlockFactory factory) {
        put("block function", blocks, opId, new Registered<>(factory, info));
    }

    @Override
    public void backend(String backendId, BackendFactory factory) {
        put("backend", backends, backendId, new Registered<>(factory, info));
    }

    @Override
    public void onnxReading(String opType, OnnxReading reading) {
        put("reading of the ONNX operator", readings, opType, new Registered<>(reading, info));
    }

    @Override
    public void onnxRunner(OnnxRunner runner) {
        runners.add(runner);
    }

    /** Refuses ops that could never run or never be differentiated, now instead of in the middle of a training. */
    void check() {
        for (Registered<Op> r : ops.values()) {
            Op op = r.value();
            if (op.decomposition().isPresent()) {
                continue;
            }
            if (op.vjp().isEmpty()) {
                throw new PluginException("the op '" + op.id() + "' has neither a decomposition nor a gradient rule; give it"
                        + " .decomposition(...), or .vjp(...), or .notDifferentiable()");
            }
            if (!kernels.containsKey(Registry.kernelKey("reference", op.id()))) {
                throw new PluginException("the op '" + op.id() + "' has neither a decomposition nor a kernel for the"
                        + " backend 'reference'; register one of them");
            }
        }
    }

    private <T> void put(String kind, SortedMap<String, T> map, String id, T value) {
        if (map.putIfAbsent(id, value) != null) {
            throw new PluginException("the " + kind + " '" + id + "' is registered twice by plugin " + info.id());
        }
    }
}
