/** Files: the safetensors format, and the archive of a saved model. */
package org.espalier.core.io;
