package org.espalier.examples;

import static org.espalier.standard.Activations.tanh;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Losses.softmaxCrossEntropy;
import static org.espalier.standard.Optimizers.adam;
import static org.espalier.standard.Preprocessings.pcaWhitening;
import static org.espalier.standard.Preprocessings.standardize;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.VerificationReport;
import org.espalier.standard.data.Splits;
import org.espalier.tensor.Tensor;

/** Prepares flowers for a network, and has the network remember how. Argument: a folder for what is written. */
public final class Preparation {
    private Preparation() {}

    /** Trains, saves, loads, predicts and exports. */
    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : ".");
        List<Dataset> flowers = Splits.stratified(Iris.load(), Dataset.TARGET, 1, 0.8, 0.2);
        try (Engine engine = Engine.create()) {
            train(engine, flowers.get(0), folder);
            System.out.println(Iris.SPECIES + ": " + Arrays.toString(predict(engine, folder).toFloats()));
            System.out.print(export(engine, flowers.get(1), folder));
        }
    }

    static void train(Engine engine, Dataset train, Path folder) {
        Network net = Network.of(Input.f32(4), sequential(
                standardize().fit(train),           // means and deviations become part of the network
                dense(16, tanh()),
                dense(3)));
        Model model = Training.of(softmaxCrossEntropy(), adam(0.01)).withEpochs(60).withBatchSize(16).withSeed(1)
                .fit(engine, net, train).model();
        model.save(folder.resolve("iris.espalier"));
    }

    static Tensor predict(Engine engine, Path folder) {
        Model loaded = Model.load(engine, folder.resolve("iris.espalier"));
        Tensor scores = loaded.predict(Tensor.of(new float[][] {{5.1f, 3.5f, 1.4f, 0.2f}}));    // centimetres, as measured
        return scores;
    }

    static VerificationReport export(Engine engine, Dataset test, Path folder) {
        Model loaded = Model.load(engine, folder.resolve("iris.espalier"));
        OnnxExport export = OnnxExport.of(loaded).classLabels(Iris.SPECIES);
        export.write(folder.resolve("iris.onnx"));              // takes centimetres too
        VerificationReport report = export.verification().inputs(Map.of("input", test.all("input"))).run(folder.resolve("iris.onnx"));
        return report;
    }

    /** The same flowers, prepared once. */
    static Dataset prepared(Engine engine, Dataset train, Dataset test) {
        Model whiten = Network.of(Input.f32(4), pcaWhitening().fit(train)).init(engine, 0);
        Dataset white = Dataset.of(whiten.predict(test.all("input")), test.all("target"));
        return white;
    }
}
