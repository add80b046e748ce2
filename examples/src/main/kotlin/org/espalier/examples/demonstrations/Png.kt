package org.espalier.examples.demonstrations

import java.awt.image.BufferedImage
import java.awt.image.IndexColorModel
import java.io.ByteArrayOutputStream
import javax.imageio.IIOImage
import javax.imageio.ImageIO
import javax.imageio.ImageWriteParam

/** A picture as a PNG of 256 colours, which is a third as large; the rarest of more become the nearest that stay. */
internal fun png(picture: BufferedImage): ByteArray {
    val pixels = picture.getRGB(0, 0, picture.width, picture.height, null, 0, picture.width)
    val counts = pixels.asList().groupingBy { it }.eachCount()
    val palette = counts.keys.sortedWith(compareBy({ -counts.getValue(it) }, { it })).take(256)
    val place = counts.keys.associateWith { colour -> palette.indices.minBy { distance(palette[it], colour) } }
    fun channel(shift: Int) = ByteArray(palette.size) { (palette[it] shr shift).toByte() }
    val colours = IndexColorModel(8, palette.size, channel(16), channel(8), channel(0))
    val indexed = BufferedImage(picture.width, picture.height, BufferedImage.TYPE_BYTE_INDEXED, colours)
    indexed.raster.setPixels(0, 0, picture.width, picture.height, IntArray(pixels.size) { place.getValue(pixels[it]) })
    return compressed(indexed)
}

private fun distance(a: Int, b: Int): Int = listOf(16, 8, 0).sumOf { shift ->
    val d = (a shr shift and 255) - (b shr shift and 255)
    d * d
}

/** As small as it gets: for PNG, quality is the time that compression takes. */
private fun compressed(picture: BufferedImage): ByteArray {
    val bytes = ByteArrayOutputStream()
    val writer = ImageIO.getImageWritersByFormatName("png").next()
    val settings = writer.defaultWriteParam.apply { compressionMode = ImageWriteParam.MODE_EXPLICIT; compressionQuality = 0f }
    ImageIO.createImageOutputStream(bytes).use {
        writer.output = it
        writer.write(null, IIOImage(picture, null, null), settings)
    }
    writer.dispose()
    return bytes.toByteArray()
}
