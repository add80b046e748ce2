/** Random changes to images that leave their class as it is. */
package org.espalier.data.augment;
