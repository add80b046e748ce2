package org.espalier.core.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.espalier.core.registry.Registry.PluginFailure;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.PluginException;

/** Finds plugins through {@link ServiceLoader}, each in a try of its own. */
final class PluginDiscovery {
    static final String SERVICE_FILE = "META-INF/services/" + Plugin.class.getName();
    private final ClassLoader loader;

    PluginDiscovery(ClassLoader loader) {
        this.loader = loader;
    }

    List<Plugin> run(List<PluginFailure> failures) {
        refuseTwoVersions();
        Map<Class<?>, Plugin> found = new LinkedHashMap<>();
        collect(ServiceLoader.load(Plugin.class, loader), found, failures);
        ModuleLayer layer = PluginDiscovery.class.getModule().getLayer();
        if (layer != null) {
            collect(ServiceLoader.load(layer, Plugin.class), found, failures);
        }
        return new ArrayList<>(found.values());
    }

    private static void collect(ServiceLoader<Plugin> services, Map<Class<?>, Plugin> found, List<PluginFailure> failures) {
        Iterator<ServiceLoader.Provider<Plugin>> providers = services.stream().iterator();
        while (true) {
            ServiceLoader.Provider<Plugin> provider;
            try {
                if (!providers.hasNext()) {
                    return;
                }
                provider = providers.next();
            } catch (ServiceConfigurationError e) {
                // A line of a service file that names no usable class; the iterator has moved on past it.
                failures.add(new PluginFailure(named(e), "a service file", e.getMessage(), e));
                continue;
            }
            try {
                if (!found.containsKey(provider.type())) {
                    found.put(provider.type(), provider.get());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                Throwable cause = e.getCause() != null ? e.getCause() : e;
                failures.add(new PluginFailure(provider.type().getName(), location(provider.type()),
                        "it could not be created: " + cause, cause));
            }
        }
    }

    /** ServiceConfigurationError says "service: Provider name problem"; the name is what the user looks for. */
    private static String named(ServiceConfigurationError e) {
        String[] words = String.valueOf(e.getMessage()).split("Provider ");
        return words.length > 1 ? words[1].split(" ")[0] : "(unknown)";
    }

    /**
     * Two versions of one jar share their provider's class name, and {@link ServiceLoader} would show one of them in
     * silence.
     */
    private void refuseTwoVersions() {
        Map<String, String> seen = new LinkedHashMap<>();
        for (URL file : serviceFiles()) {
            String place = place(file);
            for (String provider : providers(file)) {
                String other = seen.putIfAbsent(provider, place);
                if (other != null && !other.equals(place)) {
                    throw new PluginException("the plugin class " + provider + " is there twice, in " + other + " and in "
                            + place + "; only one would be used, so remove one of the jars");
                }
            }
        }
    }

    /** Where plugins were looked for. */
    List<String> places() {
        List<String> places = new ArrayList<>(serviceFiles().stream().map(PluginDiscovery::place).toList());
        places.add("the class loader " + loader);
        if (PluginDiscovery.class.getModule().getLayer() != null) {
            places.add("the module path");
        }
        return places;
    }

    private List<URL> serviceFiles() {
        try {
            return Collections.list(loader.getResources(SERVICE_FILE));
        } catch (IOException e) {
            throw new PluginException("the service files " + SERVICE_FILE + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static List<String> providers(URL file) {
        try {
            URLConnection connection = file.openConnection();
            // A cached connection would keep the jar open, and a rewritten jar would be read at its old offsets.
            connection.setUseCaches(false);
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                return in.lines().map(l -> l.split("#", 2)[0].strip()).filter(l -> !l.isEmpty()).distinct().toList();
            }
        } catch (IOException e) {
            throw new PluginException("the service file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String place(URL file) {
        String text = file.toString();
        int end = text.lastIndexOf(SERVICE_FILE);
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("^jar:", "").replaceFirst("!/$", "");
    }

    /** The jar or folder that a class came from. */
    static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? String.valueOf(type.getModule())
                : source.getLocation().toString();
    }
}
