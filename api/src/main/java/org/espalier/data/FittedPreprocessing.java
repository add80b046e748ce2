package org.espalier.data;

import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;

/**
 * What a {@link Preprocessing} found in the training set: a layer without parameters. It is told apart from other layers
 * so that a model can be asked to leave it out, for examples that have been prepared elsewhere.
 */
@FunctionalInterface
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface FittedPreprocessing extends UnaryLayer {}
