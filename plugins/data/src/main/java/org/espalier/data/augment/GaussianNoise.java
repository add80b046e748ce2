package org.espalier.data.augment;

import org.espalier.backend.Philox;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Adds a normally distributed number to each value. Bytes are rounded and kept within 0 and 255 afterwards.
 *
 * @param deviation σ of the noise, in the unit of the pixels; at least 0
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record GaussianNoise(double deviation) implements Augmentation {
    public GaussianNoise {
        if (!(deviation >= 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("the deviation of noise must be at least 0 and finite, but was " + deviation);
        }
    }

    @Override
    public Image apply(Image image, RandomStream random) {
        float[] pixels = image.pixels();
        int[] words = new int[4];
        for (int i = 0; i < pixels.length; i++) {
            // Number i of the stream, as RandomStream has it; a block of four words is enough for two.
            if (i % 2 == 0) {
                Philox.block(random.seed(), random.step(), random.identity(), i / 2, words);
            }
            int at = i % 2 * 2;
            pixels[i] = (float) (pixels[i] + deviation * Philox.normal(words[at], words[at + 1]));
        }
        return Image.of(image.channels(), image.height(), image.width(), pixels);
    }
}
