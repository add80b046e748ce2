package org.espalier.examples;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.dropout;
import static org.espalier.standard.Layers.residual;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Losses.softmaxCrossEntropy;
import static org.espalier.standard.Metrics.accuracy;
import static org.espalier.standard.Optimizers.adam;
import static org.espalier.standard.Optimizers.clipByGlobalNorm;
import static org.espalier.standard.Schedules.cosine;
import static org.espalier.standard.Schedules.warmup;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.onnx.OnnxExport;
import org.espalier.standard.Callbacks;

/** The quickstart's job in Java, as short as in Kotlin. Argument: a folder to write into. */
public final class DigitsInJava {
    private DigitsInJava() {}

    /** Trains, evaluates, saves, exports, verifies. */
    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : ".");
        Digits digits = Digits.load();
        try (Engine engine = Engine.create()) {
            Network net = Network.of(Input.f32(64), sequential(
                    dense(128, relu()),
                    dropout(0.2),
                    residual(dense(128, relu()), dense(128)),
                    new SwiGlu(64),                      // from anybody's plugin jar
                    dense(10)));

            Model model = Training.of(softmaxCrossEntropy(), adam(cosine(3e-3, 1_000).after(warmup(50))).with(clipByGlobalNorm(1.0)))
                    .withMetrics(accuracy())
                    .withValidation(digits.validation())
                    .withEpochs(30).withBatchSize(32).withSeed(42)
                    .withCallbacks(Callbacks.progress(), Callbacks.earlyStopping(8))
                    .fit(engine, net, digits.train())
                    .model();

            Map<String, Double> test = model.evaluate(digits.test(), softmaxCrossEntropy(), accuracy());
            System.out.println("test accuracy " + test.get("accuracy"));
            model.save(folder.resolve("digits.espalier"));
            OnnxExport export = OnnxExport.of(model);
            export.write(folder.resolve("digits.onnx"));
            System.out.print(export.verify(folder.resolve("digits.onnx")));
        }
    }
}
