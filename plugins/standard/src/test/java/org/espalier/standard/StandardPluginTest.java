package org.espalier.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.KernelFactory;
import org.espalier.export.OnnxReading;
import org.espalier.export.OnnxRunner;
import org.espalier.op.Op;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;
import org.espalier.standard.data.Splits;
import org.espalier.standard.schedule.Ramp;
import org.junit.jupiter.api.Test;

class StandardPluginTest {
    /** Public records that are no components. */
    private static final Set<Class<?>> HELPERS = Set.of(Ramp.class, Splits.Fold.class);

    private static final class Recorder implements Registrar {
        final SortedMap<String, Record> components = new TreeMap<>();
        MethodHandles.Lookup lookup;

        @Override
        public void lookup(MethodHandles.Lookup access) {
            lookup = access;
        }

        @Override
        public void component(String typeId, Record defaults) {
            assertThat(components.put(typeId, defaults)).as("a second component " + typeId).isNull();
        }

        @Override
        public void op(Op op) {}

        @Override
        public void kernel(String backendId, String opId, KernelFactory factory) {}

        @Override
        public void block(String opId, BlockFactory factory) {}

        @Override
        public void backend(String backendId, BackendFactory factory) {}

        @Override
        public void onnxReading(String opType, OnnxReading reading) {}

        @Override
        public void onnxRunner(OnnxRunner runner) {}
    }

    private static Recorder registered() {
        Recorder recorder = new Recorder();
        new StandardPlugin().register(recorder);
        return recorder;
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(StandardPlugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void everyPublicRecordIsRegistered() throws Exception {
        Path root = classes();
        Set<Class<?>> records;
        try (Stream<Path> files = Files.walk(root)) {
            records = files.map(f -> root.relativize(f).toString())
                    .filter(f -> f.endsWith(".class") && !f.startsWith("META-INF") && !f.equals("module-info.class"))
                    .map(f -> load(f.substring(0, f.length() - 6).replace('/', '.').replace('\\', '.')))
                    .filter(c -> c.isRecord() && java.lang.reflect.Modifier.isPublic(c.getModifiers()))
                    .filter(c -> !HELPERS.contains(c))
                    .collect(Collectors.toSet());
        }
        Set<Class<?>> registered = registered().components.values().stream().map(Object::getClass)
                .collect(Collectors.toSet());
        assertThat(registered).isEqualTo(records).hasSizeGreaterThan(70);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLookupMayConstructComponents() {
        assertThat(registered().lookup.lookupClass()).isEqualTo(StandardPlugin.class);
        assertThat(registered().lookup.hasFullPrivilegeAccess()).isTrue();
    }

    @Test
    void serviceFileAndModuleDescriptorNameTheSameProviders() throws Exception {
        List<String> file;
        try (InputStream in = StandardPlugin.class.getResourceAsStream("/META-INF/services/" + Plugin.class.getName())) {
            file = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
        }
        assertThat(descriptor().provides())
                .singleElement()
                .satisfies(p -> assertThat(p.service()).isEqualTo(Plugin.class.getName()))
                .satisfies(p -> assertThat(p.providers()).isEqualTo(file));
        assertThat(ServiceLoader.load(Plugin.class)).anyMatch(p -> p.id().equals(StandardPlugin.ID));
    }

    private static ModuleDescriptor descriptor() throws IOException, URISyntaxException {
        try (InputStream in = Files.newInputStream(classes().resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }
}
