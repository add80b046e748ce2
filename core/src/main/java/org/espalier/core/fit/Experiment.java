package org.espalier.core.fit;

import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.core.config.TensorJson;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.BatchSource;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;

/**
 * A network and how it is trained: with the data, all that determines the weights. Immutable configuration, and the same
 * weights to the last bit whenever it is trained on the same data; {@link ExperimentFile} keeps one.
 *
 * @param network what is trained
 * @param training how
 * @param dtype of parameters and floating inputs; f32 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Experiment(Network network, Training training, DType dtype) {
    /** In f32. */
    public static Experiment of(Network network, Training training) {
        return new Experiment(network, training, DType.F32);
    }

    /** In another dtype. */
    public Experiment withDType(DType other) {
        return new Experiment(network, training, other);
    }

    /** With another training. */
    public Experiment withTraining(Training other) {
        return new Experiment(network, other, dtype);
    }

    /** Trains a fresh model. */
    public FitResult fit(Engine engine, Dataset data) {
        return trainer(engine, data).run();
    }

    /** Trains a fresh model on batches from elsewhere. */
    public FitResult fit(Engine engine, BatchSource batches) {
        return trainer(engine, batches).run();
    }

    /** A run of a fresh model that has not begun. */
    public Trainer trainer(Engine engine, Dataset data) {
        return new Trainer(network.init(engine, training.seed(), dtype), training, data);
    }

    /** A run of a fresh model that has not begun, on batches from elsewhere. */
    public Trainer trainer(Engine engine, BatchSource batches) {
        return new Trainer(network.init(engine, training.seed(), dtype), training, batches);
    }

    /**
     * The configuration as JSON; the validation data and the checkpoint's place are no part of it.
     *
     * @throws EspalierException naming what cannot be saved, such as a lambda among the callbacks
     */
    public Json.Obj describe(Registry registry) {
        ComponentCodec codec = new ComponentCodec(registry);
        return Json.obj()
                .with("network", codec.write(network, "network"))
                .with("dtype", TensorJson.write(dtype))
                .with("training", TrainingJson.write(training, network, codec));
    }

    static Experiment read(Json.Obj json, Registry registry, String place) {
        ComponentCodec codec = new ComponentCodec(registry);
        return new Experiment(
                codec.read(json.require("network", place), Network.class, place + "/network"),
                TrainingJson.read(json.require("training", place).asObject(place), codec, place + "/training"),
                TensorJson.readDType(json.require("dtype", place), place + "/dtype"));
    }
}
