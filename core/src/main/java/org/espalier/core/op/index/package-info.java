/** Selecting, scattering and generating by index. */
package org.espalier.core.op.index;
