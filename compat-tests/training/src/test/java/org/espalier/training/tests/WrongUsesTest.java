package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.residual;
import static org.espalier.standard.Layers.sequential;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.espalier.core.config.JsonText;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Experiment;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.io.ModelArchive;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.core.search.Dimension;
import org.espalier.core.search.Search;
import org.espalier.core.search.Space;
import org.espalier.data.Batch;
import org.espalier.data.Dataset;
import org.espalier.data.csv.Csv;
import org.espalier.data.csv.CsvData;
import org.espalier.data.idx.Idx;
import org.espalier.data.image.ImageFolder;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.onnx.OnnxExport;
import org.espalier.op.Op;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.standard.data.Splits;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every wrong use has a message that says what, where and what to do. The messages stand in docs/errors.md; run with
 * {@code -Ddocs=write} to write them there anew.
 */
class WrongUsesTest {
    @TempDir
    Path folder;

    private final Map<String, String> messages = new LinkedHashMap<>();

    @FunctionalInterface
    private interface Mistake {
        Object make() throws IOException;
    }

    /** A plugin of the test. */
    public static class Strange implements Plugin {
        @Override
        public String id() {
            return "acme.layers";
        }

        @Override
        public String version() {
            return "1.2";
        }

        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public void register(Registrar registrar) {}
    }

    /** A layer that only the plugin {@link Acme} knows. */
    public record Gate(int units) implements UnaryLayer {
        @Override
        public Value apply(Scope scope, Value x) {
            return scope.call("dense", dense(units), x);
        }
    }

    /** The plugin with {@link Gate}. */
    public static final class Acme extends Strange {
        @Override
        public void register(Registrar registrar) {
            registrar.lookup(MethodHandles.lookup());
            registrar.component("Gate", new Gate(1));
        }
    }

    @Test
    void eachIsExplained() throws IOException {
        // Messages name the plugins that are there: the same ones always.
        try (Engine engine = Engine.create(Fixtures.only("espalier.core", "espalier.standard"), Engine.REFERENCE, 1)) {
            definitions(engine);
            data(engine);
            readers();
            searches(engine);
            files(engine);
            plugins();
            exports(engine);
        }
        Path document = Path.of("..", "..", "docs", "errors.md");
        String table = table();
        if ("write".equals(System.getProperty("docs"))) {
            String text = Files.readString(document);
            int from = text.indexOf("| mistake |");
            int to = text.indexOf("\n\n", from);
            Files.writeString(document, text.substring(0, from) + table + text.substring(to));
        }
        assertThat(messages).hasSize(36);
        assertThat(Files.readString(document)).contains(table);
    }

    private void definitions(Engine engine) {
        note("mismatched shapes", () -> Network.of(Input.f32(8), sequential(dense(16), residual(dense(12))))
                .init(engine, 1));
        note("a batch of zero", () -> Fixtures.plain().init(engine, 1).predict(Tensor.of(new float[0], 0, 8)));
        note("a batch size of zero", () -> Fixtures.classify().withBatchSize(0));
        note("an input of another size", () -> Fixtures.plain().init(engine, 1).predict(Tensor.of(new float[14], 2, 7)));
        note("a learning rate out of all measure", () -> Training.of(Losses.halfSquaredError(), Optimizers.sgd(1e4))
                .withEpochs(50).withBatchSize(16)
                .fit(engine, Network.of(Input.f32(8), sequential(dense(16), dense(1))), regression()));
    }

    private static Dataset regression() {
        Dataset points = Fixtures.points(32);
        float[] y = new float[32];
        Arrays.fill(y, 1);
        return Dataset.of(points.all(Dataset.INPUT), Tensor.of(y, 32, 1));
    }

    private void data(Engine engine) {
        Tensor x = Fixtures.points(4).all(Dataset.INPUT);
        Training t = Fixtures.classify();
        note("a label out of range", () -> step(engine, t, x).update(
                Batch.of(x, Tensor.of(new long[] {0, 2, 3, 1})), 0.1));
        float[] holes = x.toFloats();
        holes[17] = Float.NaN;
        Tensor withHole = Tensor.of(holes, 4, 8);
        note("NaN in the data", () -> step(engine, t, x).update(
                Batch.of(withHole, Tensor.of(new long[] {0, 2, 2, 1})), 0.1));
        note("a field that the data lacks", () -> t.fit(engine, Fixtures.plain(), Dataset.of(Map.of("pixels", x))));
        note("an empty data set", () -> t.fit(engine, Fixtures.plain(), Fixtures.points(4).subset(new int[0])));
        note("a split that leaves a class out", () -> Splits.stratified(
                Dataset.of(x, Tensor.of(new long[] {0, 0, 0, 1})), Dataset.TARGET, 1, 0.5, 0.5));
    }

    private void readers() throws IOException {
        note("a table with rows of different lengths", () -> Csv.labelled("kind").read(table("ragged", "a,kind\n1,oak\n2,3,elm\n")));
        note("text where a number belongs", () -> Csv.labelled("kind").read(table("text", "a,kind\n1,oak\nwide,elm\n")));
        note("a missing value", () -> Csv.labelled("kind").read(table("missing", "a,kind\n1,oak\n,elm\n")));
        CsvData training = Csv.labelled("kind").read(table("training", "a,kind\n1,oak\n2,elm\n"));
        note("a class never seen in training", () -> training.settings().read(table("test", "a,kind\n1,fir\n")));
        note("an IDX file with a wrong magic", () -> Idx.read(Files.write(folder.resolve("magic-idx1"), new byte[] {0, 0, 7, 1, 0})));
        note("an IDX file with a wrong length", () -> Idx.read(Files.write(folder.resolve("length-idx1"),
                new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 5})));
        Path images = Files.createDirectories(folder.resolve("images/elm")).getParent();
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), "png", images.resolve("elm/a.png").toFile());
        note("an image of another size", () -> ImageFolder.grey().withSize(8, 8).read(images));
    }

    private Path table(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".csv"), text);
    }

    private static TrainingStep step(Engine engine, Training t, Tensor x) {
        Dataset data = Dataset.of(x, Tensor.of(new long[4]));
        return new TrainingStep(Fixtures.plain().init(engine, 1), t, data.fields());
    }

    private void searches(Engine engine) {
        Dimension<Double> rate = Dimension.uniform("rate", 0.001, 0.1);
        Search two = Search.random(Space.of(rate), 2);
        note("two hyper-parameters of one name", () -> Space.of(rate, Dimension.integer("rate", 1, 3)));
        note("a logarithmic range from zero", () -> Dimension.logUniform("rate", 0, 1));
        note("a grid without an end", () -> Search.grid(Space.of(rate)));
        note("more trials at a time than threads", () -> search(engine, two.withParallelTrials(4), "first"));
        note("a search by a figure that trials lack", () -> search(engine, two.minimizing("val_los"), "second"));
        note("halving of trials that are too short", () -> search(engine, two.withHalving(2, 3), "third"));
        search(engine, two.minimizing("loss"), "fourth");
        note("a folder of another search", () -> search(engine, two.minimizing("loss").withSeed(1), "fourth"));
    }

    private Object search(Engine engine, Search search, String place) {
        return search.run(engine, folder.resolve(place), Fixtures.points(32),
                p -> Experiment.of(Fixtures.plain(), Fixtures.classify()));
    }

    private void files(Engine engine) throws IOException {
        Path file = folder.resolve("model.espalier");
        Fixtures.plain().init(engine, 1).save(file);
        byte[] bytes = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.espalier"), Arrays.copyOf(bytes, bytes.length / 2));
        note("a truncated model file", () -> Model.load(engine, cut));
        byte[] changed = bytes.clone();
        changed[bytes.length / 2] ^= 1;
        Path tampered = Files.write(folder.resolve("tampered.espalier"), changed);
        note("a tampered model file", () -> Model.load(engine, tampered));
        Registry withAcme = Registry.builder().discover().add(new Acme()).build();
        Path gated = folder.resolve("gated.espalier");
        try (Engine other = Engine.create(withAcme, Engine.REFERENCE, 1)) {
            Network.of(Input.f32(8), sequential(new Gate(4), dense(3), new Gate(2))).init(other, 1).save(gated);
        }
        note("a missing plugin", () -> Model.load(engine, gated));
        ModelArchive archive = ModelArchive.read(file);
        Path unknown = folder.resolve("unknown.espalier");
        ModelArchive.of(JsonText.parse(
                JsonText.write(archive.model()).replace(":Dense\"", ":Danse\"")), archive.weights())
                .write(unknown);
        note("an unknown layer id in a saved file", () -> Model.load(engine, unknown));
    }

    private void exports(Engine engine) {
        Model model = Fixtures.plain().init(engine, 1);
        Path nowhere = folder.resolve("nowhere/model.onnx");
        note("an unwritable export path", () -> OnnxExport.of(model).write(nowhere));
        UnaryLayer noisy = (scope, x) -> x.add(scope.randomNormal(x.shape()));
        Model random = Network.of(Input.f32(8), sequential(dense(4), noisy)).init(engine, 1);
        note("an op without an export rule", () -> OnnxExport.of(random).write(folder.resolve("noisy.onnx")));
        assertThat(folder.resolve("noisy.onnx")).doesNotExist();
        note("a lambda in a model to be saved", () -> {
            random.save(folder.resolve("noisy.espalier"));
            return random;
        });
        assertThat(folder.resolve("noisy.espalier")).doesNotExist();
    }

    private void plugins() throws IOException {
        note("a duplicate id", () -> Registry.builder().add(new Strange()).add(new Acme()).build());
        Path one = services("acme-1.1");
        Path two = services("acme-1.2");
        note("two versions of one plugin jar", () -> Registry.builder().discover(new URLClassLoader(
                new URL[] {one.toUri().toURL(), two.toUri().toURL()}, getClass().getClassLoader())));
        note("a plugin that throws while registering", () -> failure(new Strange() {
            @Override
            public void register(Registrar registrar) {
                throw new IllegalStateException("table.bin is missing");
            }
        }));
        note("a plugin with a newer SPI", () -> failure(new Strange() {
            @Override
            public int spiVersion() {
                return SPI_VERSION + 1;
            }
        }));
        note("an op with neither decomposition nor rules", () -> failure(new Strange() {
            @Override
            public void register(Registrar registrar) {
                registrar.op(Op.define("acme.Nothing", (in, attributes) -> in).build());
            }
        }));
    }

    /** Such a plugin is left out and reported; nothing is thrown. */
    private static Object failure(Plugin plugin) {
        throw new EspalierException("(logged) plugin " + plugin.id() + " was left out: "
                + Registry.builder().add(plugin).build().failures().get(0).reason());
    }

    private Path services(String jar) throws IOException {
        Path file = folder.resolve(jar).resolve("META-INF/services/" + Plugin.class.getName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, Acme.class.getName(), StandardCharsets.UTF_8);
        return folder.resolve(jar);
    }

    private void note(String mistake, Mistake m) {
        try {
            m.make();
        } catch (EspalierException e) {
            messages.put(mistake, e.getClass().getSimpleName() + ": " + neutral(e.getMessage()));
            return;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError(mistake + " was not noticed");
    }

    /** Places differ from machine to machine. */
    private String neutral(String message) {
        return message
                .replace(folder.toUri().toString(), "file:/.../")
                .replace(folder.toString(), "/...")
                .replaceAll("file:\\S*/classes/", "file:/.../classes/")
                .replaceAll("file:\\S*/test-classes/", "file:/.../test-classes/")
                .replaceAll("\\$\\$Lambda\\S*\\)", "\\$\\$Lambda)")
                .replace("|", "\\|");
    }

    private String table() {
        StringBuilder text = new StringBuilder("| mistake | what you are told |\n| --- | --- |");
        messages.forEach((mistake, message) -> text.append("\n| ").append(mistake).append(" | ").append(message).append(" |"));
        return text.toString();
    }
}
