package org.acme.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Model;
import org.espalier.core.registry.Registry;
import org.espalier.plugin.ModelFormatException;
import org.espalier.plugin.Plugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoadTest {
    @TempDir
    Path folder;

    private static void check(Road.Result r) {
        assertThat(r.firstLoss()).isGreaterThan(0.05);
        assertThat(r.lastLoss()).isLessThan(0.01);
        assertThat(r.onnxDifference()).isLessThan(1e-5);
    }

    @Test
    void onTheClassPath() {
        try (Engine engine = Engine.create(Registry.discover())) {
            assertThat(engine.registry().plugins()).extracting(Registry.PluginInfo::id).contains("acme.layers");
            check(Road.run(engine, folder));
        }
    }

    @Test
    void onTheReferenceBackendToo() {
        try (Engine engine = Engine.create(Registry.discover(), Engine.REFERENCE, 1)) {
            check(Road.run(engine, folder));
        }
    }

    @Test
    void registeredByHand() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        var builder = Registry.builder();
        ServiceLoader.load(Plugin.class, context).stream()
                .filter(p -> p.type() != AcmePlugin.class)
                .forEach(p -> builder.add(p.get()));
        Registry without = builder.build();
        assertThat(without.plugins()).extracting(Registry.PluginInfo::id).doesNotContain("acme.layers");
        Registry with = builder.add(new AcmePlugin()).build();
        try (Engine engine = Engine.create(with, Engine.REFERENCE, 1)) {
            check(Road.run(engine, folder));
        }
    }

    @Test
    void aSavedModelNamesThePluginThatIsMissing() {
        try (Engine engine = Engine.create(Registry.discover(), Engine.REFERENCE, 1)) {
            Road.network().init(engine, 1).save(folder.resolve("m.espalier"));
        }
        var builder = Registry.builder();
        ServiceLoader.load(Plugin.class).stream()
                .filter(p -> p.type() != AcmePlugin.class)
                .forEach(p -> builder.add(p.get()));
        try (Engine engine = Engine.create(builder.build(), Engine.REFERENCE, 1)) {
            assertThatThrownBy(() -> Model.load(engine, folder.resolve("m.espalier")))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("needs the plugin acme.layers 1.2.0")
                    .hasMessageContaining("SwiGlu")
                    .hasMessageContaining("Bent")
                    .hasMessageContaining("Triangular");
        }
    }

    @Test
    void onTheModulePath() throws Exception {
        String here = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(p -> p.contains("espalier") || p.contains("onnx") || p.contains("protobuf") || p.contains("jackson") || p.contains("asm")
                        || p.endsWith("classes"))
                .filter(p -> !p.endsWith("test-classes") && !p.contains("testkit"))
                .collect(Collectors.joining(File.pathSeparator));
        Path tests = Path.of(Road.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "ALL-MODULE-PATH,jdk.incubator.vector",
                "--module-path", here,
                // Two helpers of the test that share the plugin's package; the plugin's module knows nothing of core.
                "--patch-module", "org.acme.espalier=" + tests,
                "--add-reads", "org.acme.espalier=org.espalier.core,org.espalier.standard,org.espalier.onnx",
                "--module", "org.acme.espalier/org.acme.espalier.Road", folder.toString()));
        Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(p.waitFor()).as(out).isZero();
        assertThat(out).contains("module org.acme.espalier,");
        assertThat(Files.exists(folder.resolve("road.onnx"))).isTrue();
    }

    @Test
    void bothListsOfPluginsAreEqual() throws Exception {
        Path classes = Path.of(AcmePlugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> services = Files.readAllLines(classes.resolve("META-INF/services/" + Plugin.class.getName()));
        var module = ModuleFinder.of(classes).findAll().iterator().next().descriptor();
        assertThat(module.provides()).singleElement().satisfies(provides ->
                assertThat(provides.providers()).containsExactlyElementsOf(services));
    }
}
