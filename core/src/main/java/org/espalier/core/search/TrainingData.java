package org.espalier.core.search;

import org.espalier.core.engine.Engine;
import org.espalier.core.fit.DataFingerprint;
import org.espalier.core.fit.Experiment;
import org.espalier.core.fit.Trainer;
import org.espalier.data.BatchSource;
import org.espalier.data.Dataset;

/** What all trials train on. */
interface TrainingData {
    /** A run of a fresh model of an experiment on the data. */
    Trainer trainer(Engine engine, Experiment experiment);

    /** What tells the data from other data. */
    DataFingerprint fingerprint();

    static TrainingData of(Dataset data) {
        return new TrainingData() {
            @Override
            public Trainer trainer(Engine engine, Experiment experiment) {
                return experiment.trainer(engine, data);
            }

            @Override
            public DataFingerprint fingerprint() {
                return DataFingerprint.of(data);
            }
        };
    }

    static TrainingData of(BatchSource batches) {
        return new TrainingData() {
            @Override
            public Trainer trainer(Engine engine, Experiment experiment) {
                return experiment.trainer(engine, batches);
            }

            @Override
            public DataFingerprint fingerprint() {
                return DataFingerprint.of(batches);
            }
        };
    }
}
