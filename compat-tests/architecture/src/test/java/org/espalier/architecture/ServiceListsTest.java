package org.espalier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A plugin is found on the class path exactly if it is found on the module path. */
class ServiceListsTest {

    private static final List<Module> MODULES = Module.PUBLISHED;
    private static final String PLUGIN = "org.espalier.plugin.Plugin";

    /** The modules that must bring a plugin. */
    private static final Set<String> PLUGINS = Set.of("espalier-cpu", "espalier-standard", "espalier-onnxruntime",
            "espalier-report");

    @ParameterizedTest
    @FieldSource("MODULES")
    void bothListsAreEqual(Module module) throws IOException {
        assertThat(onClassPath(module)).isEqualTo(onModulePath(module));
    }

    @Test
    void pluginsAreListed() {
        assertThat(MODULES).filteredOn(m -> onModulePath(m).containsKey(PLUGIN))
                .extracting(Module::artifact)
                .containsAll(PLUGINS);
    }

    private static TreeMap<String, Set<String>> onModulePath(Module module) {
        TreeMap<String, Set<String>> services = new TreeMap<>();
        for (ModuleDescriptor.Provides p : module.descriptor().provides()) {
            services.put(p.service(), new TreeSet<>(p.providers()));
        }
        return services;
    }

    private static TreeMap<String, Set<String>> onClassPath(Module module) throws IOException {
        TreeMap<String, Set<String>> services = new TreeMap<>();
        Path folder = module.output().resolve("META-INF/services");
        if (!Files.isDirectory(folder)) {
            return services;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                TreeSet<String> providers = new TreeSet<>();
                for (String line : Files.readAllLines(file)) {
                    String provider = line.replaceFirst("#.*", "").strip();
                    if (!provider.isEmpty()) {
                        providers.add(provider);
                    }
                }
                services.put(file.getFileName().toString(), providers);
            }
        }
        return services;
    }
}
