package org.espalier.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.espalier.op.Op;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.PluginException;
import org.espalier.plugin.Registrar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    @TempDir
    Path folder;

    /** A plugin of the test; subclasses differ, since one class is added once. */
    private static class Given implements Plugin {
        private final String id;
        private final Consumer<Registrar> register;

        Given(String id, Consumer<Registrar> register) {
            this.id = id;
            this.register = register;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public void register(Registrar registrar) {
            register.accept(registrar);
        }
    }

    /** Found by name in service files; must be public with a public constructor. */
    public static final class Healthy extends Given {
        public Healthy() {
            super("test.healthy", r -> r.op(decomposed("test.Healthy")));
        }
    }

    /** Cannot be created. */
    public static final class Unborn extends Given {
        public Unborn() {
            super("test.unborn", r -> {});
            throw new IllegalStateException("no licence found");
        }
    }

    private static Op decomposed(String id) {
        return Op.define(id, (in, attributes) -> in).decomposition((ops, in, attributes) -> in).build();
    }

    private static Registry with(Plugin... plugins) {
        RegistryBuilder builder = Registry.builder();
        List.of(plugins).forEach(builder::add);
        return builder.build();
    }

    @Test
    void registersByHand() {
        Registry registry = with(new Given("a", r -> r.op(decomposed("a.X"))) {});
        assertThat(registry.op("a.X").id()).isEqualTo("a.X");
        assertThat(registry.plugins()).extracting(Registry.PluginInfo::id).containsExactly("a");
    }

    @Test
    void aPluginThatThrowsIsLeftOutWholeAndReported() {
        Registry registry = with(
                new Given("a", r -> r.op(decomposed("a.X"))) {},
                new Given("b", r -> {
                    r.op(decomposed("b.Y"));
                    throw new IllegalStateException("no table");
                }) {});
        assertThat(registry.plugins()).extracting(Registry.PluginInfo::id).containsExactly("a");
        assertThat(registry.failures()).singleElement().satisfies(f ->
                assertThat(f.reason()).isEqualTo("it failed while registering: java.lang.IllegalStateException: no table"));
        assertThatThrownBy(() -> registry.op("b.Y")).hasMessageStartingWith("there is no op 'b.Y'");
    }

    @Test
    void aPluginForANewerSpiIsLeftOut() {
        Registry registry = with(new Given("new", r -> {}) {
            @Override
            public int spiVersion() {
                return SPI_VERSION + 1;
            }
        });
        assertThat(registry.plugins()).isEmpty();
        assertThat(registry.failures()).singleElement().satisfies(f -> assertThat(f.reason()).isEqualTo(
                "it was built for SPI version 2, but this Espalier offers 1; use a newer Espalier or an older version of"
                        + " the plugin"));
    }

    @Test
    void aDuplicatePluginIdNamesBothPlaces() {
        assertThatThrownBy(() -> with(new Given("same", r -> {}) {}, new Given("same", r -> {}) {}))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith("two plugins have the id 'same': version 1.0 in file:")
                .hasMessageEndingWith("remove one of the jars");
    }

    @Test
    void aDuplicateOpNamesBothPlugins() {
        assertThatThrownBy(() -> with(
                        new Given("a", r -> r.op(decomposed("X"))) {}, new Given("b", r -> r.op(decomposed("X"))) {}))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith("the op 'X' is registered twice: by a in file:")
                .hasMessageContaining(" and by b in file:");
    }

    @Test
    void anOpWithoutRulesIsRefused() {
        Op bare = Op.define("a.Bare", (in, attributes) -> in).build();
        assertThat(with(new Given("a", r -> r.op(bare)) {}).failures()).singleElement().satisfies(f ->
                assertThat(f.reason()).contains("the op 'a.Bare' has neither a decomposition nor a gradient rule"));
        Op still = Op.define("a.Still", (in, attributes) -> in).notDifferentiable().build();
        assertThat(with(new Given("a", r -> r.op(still)) {}).failures()).singleElement().satisfies(f -> assertThat(f.reason())
                .contains("the op 'a.Still' has neither a decomposition nor a kernel for the backend 'reference'"));
    }

    @Test
    void aComponentNeedsALookup() {
        record Thing(int n) {}
        assertThat(with(new Given("a", r -> r.component("Thing", new Thing(1))) {}).failures()).singleElement().satisfies(
                f -> assertThat(f.reason()).contains("before the plugin called registrar.lookup(MethodHandles.lookup())"));
        Registry good = with(new Given("a", r -> {
            r.lookup(MethodHandles.lookup());
            r.component("Thing", new Thing(1));
        }) {});
        assertThat(good.component(Thing.class)).get().extracting(ComponentType::typeId).isEqualTo("Thing");
    }

    @Test
    void missingThingsAreNamedWithWhatIsThere() {
        record Thing(int n) {}
        Registry registry = with(new Given("acme", r -> {
            r.lookup(MethodHandles.lookup());
            r.component("Thing", new Thing(1));
            r.op(decomposed("acme.Swish"));
        }) {});
        assertThatThrownBy(() -> registry.op("acme.Swich")).hasMessageEndingWith("; did you mean 'acme.Swish'?");
        assertThatThrownBy(() -> registry.component("other", "Layer", "2.1"))
                .isInstanceOf(PluginException.class)
                .hasMessage("'Layer' needs the plugin other 2.1, which is not there; add its jar to the class path or the"
                        + " module path (found: [acme])");
        assertThatThrownBy(() -> registry.component("acme", "Things", "2.1"))
                .hasMessage("the plugin acme 1.0 has no 'Things' (written by version 2.1); did you mean 'Thing'?; use a"
                        + " version of the plugin that has it");
    }

    @Test
    void twoVersionsOfOneJarAreRefused() throws IOException {
        Path one = services("one", Healthy.class.getName());
        Path two = services("two", Healthy.class.getName());
        assertThatThrownBy(() -> Registry.builder().discover(loader(one, two)))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith("the plugin class " + Healthy.class.getName() + " is there twice, in ")
                .hasMessageContaining("/one/")
                .hasMessageContaining("/two/");
    }

    @Test
    void oneBrokenProviderDoesNotStopTheOthers() throws IOException {
        Path jar = services("jar", Unborn.class.getName(), "org.example.Nowhere", Healthy.class.getName());
        Registry registry = Registry.builder().discover(loader(jar)).build();
        assertThat(registry.plugins()).extracting(Registry.PluginInfo::id).contains("test.healthy");
        assertThat(registry.failures()).hasSize(2);
        assertThat(registry.failures()).anySatisfy(f -> {
            assertThat(f.provider()).isEqualTo(Unborn.class.getName());
            assertThat(f.reason()).contains("no licence found");
        });
        assertThat(registry.failures()).anySatisfy(f -> assertThat(f.provider()).isEqualTo("org.example.Nowhere"));
    }

    @Test
    void nothingFoundSaysWhereItLooked() {
        ClassLoader empty = new ClassLoader("empty", null) {};
        assertThatThrownBy(() -> Registry.builder().discover(empty))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith("no plugin was found, not even the built-in ones; looked for "
                        + "META-INF/services/org.espalier.plugin.Plugin in ");
    }

    private Path services(String name, String... providers) throws IOException {
        Path root = folder.resolve(name);
        Path file = root.resolve(PluginDiscovery.SERVICE_FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", providers) + "\n# a comment\n");
        return root;
    }

    private static ClassLoader loader(Path... roots) throws IOException {
        URL[] urls = new URL[roots.length];
        for (int i = 0; i < roots.length; i++) {
            urls[i] = roots[i].toUri().toURL();
        }
        return new URLClassLoader(urls, RegistryTest.class.getClassLoader());
    }
}
