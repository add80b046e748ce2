package org.espalier.core.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.core.config.TensorJson;
import org.espalier.core.engine.Engine;
import org.espalier.core.io.ModelArchive;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/** The saved form of a model: its network as plugin and type ids, its weights by path; never a class name. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class ModelFile {
    private static final String NETWORK = "network";
    private static final String DTYPE = "dtype";

    private ModelFile() {}

    static void save(Model model, Path file) {
        archive(model).write(file);
    }

    static Model load(Engine engine, Path file) {
        return read(engine, ModelArchive.read(file), file);
    }

    static SortedMap<String, Tensor> weights(Path file) {
        return ModelArchive.read(file).weights();
    }

    /** All of a model. */
    public static ModelArchive archive(Model model) {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        Json.Obj json = Json.obj()
                .with(NETWORK, new ComponentCodec(model.registry()).write(model.network(), NETWORK, tensors))
                .with(DTYPE, TensorJson.write(model.dtype()));
        return new ModelArchive(json, tensors, model.weights(), null, Collections.emptySortedMap());
    }

    private static Model read(Engine engine, ModelArchive archive, Path file) {
        String place = file.getFileName().toString();
        Json.Obj json = archive.model().asObject(place);
        Network network = new ComponentCodec(engine.registry())
                .read(json.require(NETWORK, place), Network.class, NETWORK, archive.modelTensors());
        DType dtype = TensorJson.readDType(json.require(DTYPE, place), place + "/" + DTYPE);
        try {
            return Model.of(engine, network, dtype, archive.weights());
        } catch (ModelFormatException e) {
            throw e;
        } catch (EspalierException e) {
            throw new ModelFormatException("the file " + file + " does not fit together: " + e.getMessage(), e);
        }
    }

    /** Replaces the weights of a model by those of a file that must have been written for an equal network. */
    public static void restore(Model model, ModelArchive archive, Path file) {
        ModelArchive own = archive(model);
        if (!archive.model().equals(own.model()) || !archive.modelTensors().equals(own.modelTensors())) {
            throw new ModelFormatException("the file " + file + " was written for another network than the one to be trained;"
                    + " delete it, or name another file");
        }
        model.variables().set(archive.weights());
    }
}
