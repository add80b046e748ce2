package org.espalier.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.core.registry.Registry;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Reads an ONNX file as a graph.
 *
 * <pre>{@code
 * ImportedModel model = OnnxImport.of(engine.registry()).read(Path.of("digits.onnx"));
 * Map<String, Tensor> outputs = model.run(engine, Map.of("input", images));
 * }</pre>
 *
 * Each operator is read by the reading that a plugin registered for it; an operator of another domain than ONNX's own is
 * looked up as {@code domain.Operator}. Lengths of inputs that the file leaves open become named dims. Shapes, axes and
 * pads that the file computes have to follow from constants and from the shapes of the inputs; an input that holds one
 * must be {@linkplain #bind bound}. Files of opset 1 to 23 can be read. Immutable: each option gives another import.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class OnnxImport {
    private final Registry registry;
    private final SortedMap<String, Tensor> bound;
    private final SortedMap<String, Tensor> bindable;
    private final SortedMap<String, TensorType> types;
    private final boolean weightsAsInputs;

    private OnnxImport(Registry registry, SortedMap<String, Tensor> bound, SortedMap<String, Tensor> bindable,
            SortedMap<String, TensorType> types, boolean weightsAsInputs) {
        this.registry = registry;
        this.bound = bound;
        this.bindable = bindable;
        this.types = types;
        this.weightsAsInputs = weightsAsInputs;
    }

    /** An import with the operators that these plugins can read. */
    public static OnnxImport of(Registry registry) {
        return new OnnxImport(registry, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), false);
    }

    /** Replaces an input, or a weight, by a constant. */
    public OnnxImport bind(String input, Tensor value) {
        return new OnnxImport(registry, with(bound, input, value), bindable, types, weightsAsInputs);
    }

    /**
     * Replaces an input by a constant if an operator needs its value before types can be inferred, as a shape or as axes;
     * otherwise it stays an input, of the value's type. {@link ImportedModel#bound()} tells.
     */
    public OnnxImport bindIfNeeded(String input, Tensor value) {
        return new OnnxImport(registry, bound, with(bindable, input, value), with(types, input, value.type()), weightsAsInputs);
    }

    /** Gives an input a type, in place of the one in the file: to fix lengths, or where the file has no shape. */
    public OnnxImport input(String name, TensorType type) {
        return new OnnxImport(registry, bound, bindable, with(types, name, type), weightsAsInputs);
    }

    /** Makes weights inputs of the graph, so that they can be trained, instead of constants in it. */
    public OnnxImport weightsAsInputs() {
        return new OnnxImport(registry, bound, bindable, types, true);
    }

    private static <T> SortedMap<String, T> with(SortedMap<String, T> map, String name, T value) {
        SortedMap<String, T> more = new TreeMap<>(map);
        more.put(name, value);
        return more;
    }

    /**
     * Reads a file, and the files beside it that hold its weights.
     *
     * @throws ModelFormatException naming the file and what does not fit, where it is damaged
     * @throws EspalierException naming all operators that no plugin can read, or the node that cannot be read and why
     */
    public ImportedModel read(Path file) {
        try {
            long size = Files.size(file);
            if (size > Integer.MAX_VALUE - 8) {
                throw new ModelFormatException(file + " has " + size + " bytes; a model in ONNX's format has less than 2 GiB, "
                        + "with its weights in files beside it");
            }
            Path folder = file.toRealPath().getParent();
            return read(file.toString(), Files.readAllBytes(file), new TensorReader(folder));
        } catch (IOException e) {
            throw new EspalierException("cannot read " + file + ": " + e, e);
        }
    }

    /** Reads a file's content, which must hold all weights itself. */
    public ImportedModel read(byte[] content) {
        return read("the model", content, new TensorReader(null));
    }

    private ImportedModel read(String source, byte[] content, TensorReader tensors) {
        FileContent file = FileContent.parse(source, content);
        return new GraphReader(this, file, tensors).read();
    }

    /** Reads a single tensor in ONNX's format, as data of the official tests are kept. */
    public static Tensor readTensor(Path file) {
        try {
            return FileContent.tensor(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new EspalierException("cannot read " + file + ": " + e, e);
        }
    }

    /** The names of all inputs that an option was given for. */
    SortedSet<String> inputNames() {
        SortedSet<String> names = new TreeSet<>(bound.keySet());
        names.addAll(types.keySet());
        return names;
    }

    Registry registry() {
        return registry;
    }

    Map<String, Tensor> bound() {
        return bound;
    }

    Map<String, Tensor> bindable() {
        return bindable;
    }

    Map<String, TensorType> types() {
        return types;
    }

    boolean weightsBecomeInputs() {
        return weightsAsInputs;
    }
}
