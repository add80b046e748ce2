/** Reading folders of images. */
package org.espalier.data.image;
