package org.espalier.op;

import org.espalier.plugin.API;

/** Recurrent networks over whole sequences. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface RecurrentOps extends OpCalls {

}
