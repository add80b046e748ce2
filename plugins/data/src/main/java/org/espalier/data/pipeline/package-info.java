/** Lazy, seeded pipelines from examples to batches. */
package org.espalier.data.pipeline;
