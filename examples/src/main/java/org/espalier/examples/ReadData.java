package org.espalier.examples;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.flatten;
import static org.espalier.standard.Layers.sequential;

import java.nio.file.Path;
import java.util.List;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.data.BatchSource;
import org.espalier.data.Dataset;
import org.espalier.data.augment.GaussianNoise;
import org.espalier.data.augment.Rotation;
import org.espalier.data.augment.Translation;
import org.espalier.data.csv.Csv;
import org.espalier.data.csv.CsvData;
import org.espalier.data.csv.Missing;
import org.espalier.data.idx.Idx;
import org.espalier.data.image.ImageFolder;
import org.espalier.data.pipeline.Pipeline;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;

/** Reads tables and images from a folder, and trains on images that are moved about at random. Argument: the folder. */
public final class ReadData {
    /** A training and a test set that were read in the same way. */
    record Sets(Dataset training, Dataset test, List<String> classes) {}

    private ReadData() {}

    /** Reads train.csv and test.csv, animals/train and animals/test, and mnist. */
    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : ".");
        System.out.println("tables: " + tables(folder));
        System.out.println("images: " + images(folder));
        try (Engine engine = Engine.create()) {
            FitResult result = train(engine, folder, 10);
            System.out.println("digits: accuracy on the training set " + result.history().last("accuracy"));
        }
    }

    /** Tables of species with a running number and with gaps. */
    static Sets tables(Path folder) {
        CsvData train = Csv.labelled("species").without("id").withMissing(Missing.mean()).read(folder.resolve("train.csv"));
        Dataset test = train.settings().read(folder.resolve("test.csv")).dataset();  // the same classes, columns and means
        return new Sets(train.dataset(), test, train.classes());
    }

    /** Pictures of animals in folders named after them. */
    static Sets images(Path folder) {
        ImageFolder.Images animals = ImageFolder.rgb().scaledTo(64, 64).read(folder.resolve("animals/train"));
        Dataset test = animals.settings().read(folder.resolve("animals/test")).dataset();
        return new Sets(animals.dataset(), test, animals.classes());
    }

    /** Trains on the handwritten digits of a folder in MNIST's form. */
    static FitResult train(Engine engine, Path folder, int epochs) {
        Dataset digits = Idx.folder(folder.resolve("mnist"), "train");               // f32[1,28,28] from 0 to 1, i64[]
        Network network = Network.of(Input.f32(1, 28, 28), sequential(flatten(), dense(128, relu()), dense(10)));
        Training training = Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(1e-3))
                .withMetrics(Metrics.accuracy()).withEpochs(epochs).withSeed(42);

        BatchSource batches = Pipeline.of(digits)
                .shuffle()
                .augment(Translation.upTo(2, 2), Rotation.upTo(10), new GaussianNoise(0.02))
                .batch(64)
                .prefetch(4, 2);                        // up to 4 batches ahead, on 2 threads
        FitResult result = training.fit(engine, network, batches);
        return result;
    }
}
