package org.espalier.op;

import org.espalier.plugin.API;

/** Convolution, pooling and resizing over the spatial axes behind batch and channels. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface ConvolutionOps extends OpCalls {

}
