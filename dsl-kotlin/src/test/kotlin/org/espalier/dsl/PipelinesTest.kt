package org.espalier.dsl

import org.assertj.core.api.Assertions.assertThat
import org.espalier.data.augment.Crop
import org.espalier.data.augment.Flip
import org.espalier.data.augment.GaussianNoise
import org.espalier.data.augment.Resizing
import org.espalier.data.augment.Rotation
import org.espalier.data.augment.Scaling
import org.espalier.data.augment.Translation
import org.espalier.data.pipeline.Pipeline
import org.junit.jupiter.api.Test

class PipelinesTest {
    @Test
    fun `augmentations are those of Java`() {
        assertThat(
            listOf(
                flip, verticalFlip, rotation(10.0), scaling(0.9, 1.1), translation(2), translation(1, 3), crop(4),
                crop(4, 5, padding = 2), centreCrop(3), gaussianNoise(0.1), resizing(8, 9),
            ),
        ).isEqualTo(
            listOf(
                Flip.horizontal(), Flip.vertical(), Rotation.upTo(10.0), Scaling.between(0.9, 1.1), Translation.upTo(2, 2),
                Translation.upTo(1, 3), Crop.to(4, 4), Crop.to(4, 5).withPadding(2), Crop.centre(3, 3), GaussianNoise(0.1),
                Resizing(8, 9),
            ),
        )
    }

    @Test
    fun `a network trains on a pipeline as it does in Java`() {
        val images = datasetOf(tensorOf(*FloatArray(4 * 9) { it / 36f }).reshape(4, 1, 3, 3), tensorOf(0L, 1L, 0L, 1L))
        val net = network(f32(1, 3, 3)) { flatten(); dense(2) }
        val words = net.train(images.pipeline().shuffle().augment(flip, gaussianNoise(0.1)).batch(2).prefetch(2)) {
            loss = softmaxCrossEntropy; optimizer = adam(0.1); epochs = 3
        }
        val java = net.train(Pipeline.of(images).shuffle().augment(Flip.horizontal(), GaussianNoise(0.1)).batch(2)) {
            loss = softmaxCrossEntropy; optimizer = adam(0.1); epochs = 3
        }
        assertThat(words.weights()).isEqualTo(java.weights())
    }
}
