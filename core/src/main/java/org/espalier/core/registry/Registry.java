package org.espalier.core.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.KernelFactory;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.export.OnnxReading;
import org.espalier.export.OnnxRunner;
import org.espalier.op.Op;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.PluginException;

/** Everything that plugins have registered. Immutable; the same whatever order plugins were found in. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Registry {
    private final List<PluginInfo> plugins;
    private final List<PluginFailure> failures;
    private final SortedMap<String, Registered<Op>> ops;
    private final SortedMap<String, Registered<KernelFactory>> kernels;
    private final SortedMap<String, Registered<BlockFactory>> blocks;
    private final SortedMap<String, Registered<BackendFactory>> backends;
    private final SortedMap<String, ComponentType> components;
    private final Map<Class<?>, ComponentType> componentsByClass;
    private final SortedMap<String, Registered<OnnxReading>> readings;
    private final List<OnnxRunner> runners;

    /** A plugin that takes part, and where it came from. */
    public record PluginInfo(String id, String version, String location) {}

    /** A plugin that was left out, where it was found, and why. */
    public record PluginFailure(String provider, String location, String reason, Throwable cause) {}

    /** Something registered, with the plugin that did it. */
    record Registered<T>(T value, PluginInfo by) {}

    Registry(RegistryBuilder b) {
        this.plugins = List.copyOf(b.plugins);
        this.failures = List.copyOf(b.failures);
        this.ops = new TreeMap<>(b.ops);
        this.kernels = new TreeMap<>(b.kernels);
        this.blocks = new TreeMap<>(b.blocks);
        this.backends = new TreeMap<>(b.backends);
        this.components = new TreeMap<>(b.components);
        this.componentsByClass = b.components.values().stream().collect(Collectors.toMap(ComponentType::type, c -> c));
        this.readings = new TreeMap<>(b.readings);
        this.runners = List.copyOf(b.runners);
    }

    /** All plugins that the class path and the module path offer, the built-ins among them. */
    public static Registry discover() {
        return builder().discover().build();
    }

    /** A registry to be filled by hand, by discovery, or both. */
    public static RegistryBuilder builder() {
        return new RegistryBuilder();
    }

    /** A new builder of graphs with the registered ops. */
    public GraphBuilder graphBuilder() {
        return new GraphBuilder(this::op);
    }

    /** The plugins that take part, by id. */
    public List<PluginInfo> plugins() {
        return plugins;
    }

    /** The plugins that were found but left out. */
    public List<PluginFailure> failures() {
        return failures;
    }

    /** The op of this id. */
    public Op op(String id) {
        Registered<Op> r = ops.get(id);
        if (r == null) {
            throw new EspalierException("there is no op '" + id + "'; the plugins " + ids() + " have " + ops.size()
                    + " ops" + Nearest.hint(id, ops.keySet()));
        }
        return r.value();
    }

    /** All ops, by id. */
    public Collection<Op> ops() {
        return ops.values().stream().map(Registered::value).toList();
    }

    /** The kernel of an op that some plugin registered for a backend. */
    public Optional<KernelFactory> kernel(String backendId, String opId) {
        return Optional.ofNullable(kernels.get(kernelKey(backendId, opId))).map(Registered::value);
    }

    /** The block function of an element-wise op. */
    public Optional<BlockFactory> block(String opId) {
        return Optional.ofNullable(blocks.get(opId)).map(Registered::value);
    }

    /** How an ONNX operator is read. */
    public Optional<OnnxReading> onnxReading(String opType) {
        return Optional.ofNullable(readings.get(opType)).map(Registered::value);
    }

    /** The names of all ONNX operators that can be read. */
    public Collection<String> onnxReadings() {
        return Collections.unmodifiableSet(readings.keySet());
    }

    /** The ids of all backends. */
    public Collection<String> backends() {
        return backends.keySet();
    }

    /** The backend of this id. */
    public BackendFactory backend(String id) {
        Registered<BackendFactory> r = backends.get(id);
        if (r == null) {
            throw new PluginException("there is no backend '" + id + "'; there are " + backends.keySet()
                    + "; add the jar of the plugin that has it");
        }
        return r.value();
    }

    /** All component types: layers, losses, optimizers and so on, by plugin and type id. */
    public Collection<ComponentType> components() {
        return components.values();
    }

    /** The type under which a record's class is registered. */
    public Optional<ComponentType> component(Class<?> type) {
        return Optional.ofNullable(componentsByClass.get(type));
    }

    /**
     * The type of an id within a plugin.
     *
     * @param version the plugin's version that wrote the id, for the message
     * @throws PluginException naming the plugin that is missing, or the types that it has
     */
    public ComponentType component(String pluginId, String typeId, String version) {
        ComponentType c = components.get(pluginId + ":" + typeId);
        if (c != null) {
            return c;
        }
        Optional<PluginInfo> plugin = plugins.stream().filter(p -> p.id().equals(pluginId)).findFirst();
        if (plugin.isEmpty()) {
            throw new PluginException("'" + typeId + "' needs the plugin " + pluginId + " " + version
                    + ", which is not there; add its jar to the class path or the module path (found: " + ids() + ")");
        }
        List<String> known = components.values().stream()
                .filter(t -> t.pluginId().equals(pluginId))
                .map(ComponentType::typeId)
                .toList();
        throw new PluginException("the plugin " + pluginId + " " + plugin.get().version() + " has no '" + typeId
                + "' (written by version " + version + ")" + Nearest.hint(typeId, known)
                + "; use a version of the plugin that has it");
    }

    /** Runtimes that can run exported files. */
    public List<OnnxRunner> onnxRunners() {
        return runners;
    }

    private List<String> ids() {
        return plugins.stream().map(PluginInfo::id).toList();
    }

    static String kernelKey(String backendId, String opId) {
        return backendId + "/" + opId;
    }
}
