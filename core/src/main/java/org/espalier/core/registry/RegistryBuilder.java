package org.espalier.core.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.KernelFactory;
import org.espalier.core.registry.Registry.PluginFailure;
import org.espalier.core.registry.Registry.PluginInfo;
import org.espalier.core.registry.Registry.Registered;
import org.espalier.export.OnnxReading;
import org.espalier.export.OnnxRunner;
import org.espalier.op.Op;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.PluginException;

/**
 * Collects plugins. A plugin that throws while registering, or was built for a newer SPI, is left out whole and
 * reported; two plugins that claim the same id are an error that names both jars.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class RegistryBuilder {
    private static final System.Logger LOG = System.getLogger("org.espalier.plugins");

    final List<PluginInfo> plugins = new ArrayList<>();
    final List<PluginFailure> failures = new ArrayList<>();
    final SortedMap<String, Registered<Op>> ops = new TreeMap<>();
    final SortedMap<String, Registered<KernelFactory>> kernels = new TreeMap<>();
    final SortedMap<String, Registered<BlockFactory>> blocks = new TreeMap<>();
    final SortedMap<String, Registered<BackendFactory>> backends = new TreeMap<>();
    final SortedMap<String, ComponentType> components = new TreeMap<>();
    final SortedMap<String, Registered<OnnxReading>> readings = new TreeMap<>();
    final List<OnnxRunner> runners = new ArrayList<>();
    private final List<Plugin> found = new ArrayList<>();

    RegistryBuilder() {}

    /** Adds a plugin by hand, as is needed in a native image, a notebook, or a jar that lost its service files. */
    public RegistryBuilder add(Plugin plugin) {
        if (found.stream().noneMatch(p -> p.getClass() == plugin.getClass())) {
            found.add(plugin);
        }
        return this;
    }

    /** Adds what the context class loader and Espalier's own module layer offer. */
    public RegistryBuilder discover() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return discover(context != null ? context : Plugin.class.getClassLoader());
    }

    /** Adds what a class loader and Espalier's own module layer offer. */
    public RegistryBuilder discover(ClassLoader loader) {
        PluginDiscovery discovery = new PluginDiscovery(loader);
        List<Plugin> discovered = discovery.run(failures);
        if (discovered.isEmpty() && found.isEmpty()) {
            throw new PluginException("no plugin was found, not even the built-in ones; looked for "
                    + PluginDiscovery.SERVICE_FILE + " in " + discovery.places() + failureText()
                    + "; a jar that was merged from several must keep the lines of all their service files");
        }
        discovered.forEach(this::add);
        return this;
    }

    /** The finished registry. More may be added afterwards, for another one. */
    public Registry build() {
        RegistryBuilder once = new RegistryBuilder();
        once.found.addAll(found);
        once.failures.addAll(failures);
        return once.registerAll();
    }

    private Registry registerAll() {
        found.stream().sorted(Comparator.comparing(RegistryBuilder::idOf)).forEach(this::register);
        for (PluginFailure f : failures) {
            LOG.log(System.Logger.Level.WARNING, "plugin {0} in {1} was left out: {2}", f.provider(), f.location(), f.reason());
        }
        return new Registry(this);
    }

    private static String idOf(Plugin plugin) {
        try {
            return plugin.id();
        } catch (RuntimeException | LinkageError e) {
            return plugin.getClass().getName();
        }
    }

    private void register(Plugin plugin) {
        String location = PluginDiscovery.location(plugin.getClass());
        PluginRegistrar staged;
        try {
            PluginInfo info = new PluginInfo(plugin.id(), plugin.version(), location);
            int spi = plugin.spiVersion();
            if (spi > Plugin.SPI_VERSION) {
                fail(plugin, location, "it was built for SPI version " + spi + ", but this Espalier offers "
                        + Plugin.SPI_VERSION + "; use a newer Espalier or an older version of the plugin", null);
                return;
            }
            staged = new PluginRegistrar(info);
            plugin.register(staged);
            staged.check();
        } catch (RuntimeException | LinkageError e) {
            String what = e instanceof EspalierException ? e.getMessage() : e.toString();
            fail(plugin, location, "it failed while registering: " + what, e);
            return;
        }
        for (PluginInfo other : plugins) {
            if (other.id().equals(staged.info().id())) {
                throw new PluginException("two plugins have the id '" + other.id() + "': version " + other.version() + " in "
                        + other.location() + " and version " + staged.info().version() + " in " + location
                        + "; remove one of the jars");
            }
        }
        plugins.add(staged.info());
        merge("op", ops, staged.ops);
        merge("kernel", kernels, staged.kernels);
        merge("block function", blocks, staged.blocks);
        merge("backend", backends, staged.backends);
        merge("reading of the ONNX operator", readings, staged.readings);
        components.putAll(staged.components);
        runners.addAll(staged.runners);
    }

    private void fail(Plugin plugin, String location, String reason, Throwable cause) {
        failures.add(new PluginFailure(plugin.getClass().getName(), location, reason, cause));
    }

    private String failureText() {
        return failures.isEmpty() ? "" : "; left out were " + failures.stream()
                .map(f -> f.provider() + " (" + f.reason() + ")")
                .toList();
    }

    private static <T> void merge(String kind, SortedMap<String, Registered<T>> into, SortedMap<String, Registered<T>> from) {
        from.forEach((id, r) -> {
            BinaryOperator<Registered<T>> clash = (a, b) -> {
                throw new PluginException("the " + kind + " '" + id + "' is registered twice: by " + a.by().id() + " in "
                        + a.by().location() + " and by " + b.by().id() + " in " + b.by().location()
                        + "; remove one of the jars, or rename one");
            };
            into.merge(id, r, clash);
        });
    }
}
