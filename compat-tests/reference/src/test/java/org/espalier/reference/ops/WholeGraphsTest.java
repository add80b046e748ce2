package org.espalier.reference.ops;

import org.espalier.testkit.BackendConformance;

/** Whole graphs on all backends. */
class WholeGraphsTest extends BackendConformance {}
