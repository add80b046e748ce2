package org.espalier.core.io;

import java.util.List;

/** The names in a model archive, shared by its writer and its reader. */
final class ArchiveLayout {
    static final String MODEL = "model.json";
    static final String MODEL_TENSORS = "model.safetensors";
    static final String WEIGHTS = "weights.safetensors";
    static final String TRAINING = "training.json";
    static final String TRAINING_TENSORS = "training.safetensors";

    /** Every entry that an archive may have. */
    static final List<String> ENTRIES = List.of(MODEL, MODEL_TENSORS, WEIGHTS, TRAINING, TRAINING_TENSORS);

    /** The value of {@code "format"} in {@code model.json}. */
    static final String FORMAT = "espalier-model";

    private ArchiveLayout() {}
}
