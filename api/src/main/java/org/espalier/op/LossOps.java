package org.espalier.op;

import org.espalier.plugin.API;

/** Losses from scores and classes. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface LossOps extends OpCalls {

}
