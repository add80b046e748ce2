/** Event files that TensorBoard reads. */
package org.espalier.report.tensorboard;
