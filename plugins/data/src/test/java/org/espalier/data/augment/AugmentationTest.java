package org.espalier.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.DataException;
import org.junit.jupiter.api.Test;

/** Each change to the image of the numbers 1 to 16, worked out by hand. */
class AugmentationTest {
    private static final RandomStream RANDOM = RandomStream.of(1, "augmentation");
    private static final Image IMAGE = Image.of(1, 4, 4, new float[] {
        1, 2, 3, 4,
        5, 6, 7, 8,
        9, 10, 11, 12,
        13, 14, 15, 16});

    private static void assertMakes(Augmentation change, double... expected) {
        float[] pixels = change.apply(IMAGE, RANDOM).pixels();
        assertThat(pixels).hasSize(expected.length);
        for (int i = 0; i < pixels.length; i++) {
            assertThat((double) pixels[i]).as("element %d", i).isCloseTo(expected[i], within(1e-5));
        }
    }

    @Test
    void flips() {
        assertMakes(Flip.horizontal().withProbability(1),
                4, 3, 2, 1,
                8, 7, 6, 5,
                12, 11, 10, 9,
                16, 15, 14, 13);
        assertMakes(Flip.vertical().withProbability(1),
                13, 14, 15, 16,
                9, 10, 11, 12,
                5, 6, 7, 8,
                1, 2, 3, 4);
        assertThat(Flip.horizontal().withProbability(0).apply(IMAGE, RANDOM).pixels()).isEqualTo(IMAGE.pixels());
    }

    @Test
    void halfOfTheImagesAreFlipped() {
        int flipped = 0;
        for (int i = 0; i < 1000; i++) {
            flipped += Flip.horizontal().apply(IMAGE, RandomStream.of(i, "flip")).at(0, 0, 0) == 4 ? 1 : 0;
        }
        // Four deviations of a thousand fair coins are 63.
        assertThat(flipped).isBetween(437, 563);
    }

    @Test
    void aQuarterTurnIsCounterClockwise() {
        assertMakes(Rotation.by(90),
                4, 8, 12, 16,
                3, 7, 11, 15,
                2, 6, 10, 14,
                1, 5, 9, 13);
        assertMakes(Rotation.by(180),
                16, 15, 14, 13,
                12, 11, 10, 9,
                8, 7, 6, 5,
                4, 3, 2, 1);
        assertMakes(Rotation.by(0), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    }

    @Test
    void anEighthOfATurnIsBilinear() {
        Image turned = Rotation.by(45).withOutside(-1).apply(IMAGE, RANDOM);
        // The image is 8.5 + 4 down + 1 right of the centre, and bilinear interpolation is exact on it. The pixel half up and
        // half left of the centre came from √½ up: 8.5 - 4·√½. The others near the centre: right, left, below.
        double r = Math.sqrt(0.5);
        assertThat((double) turned.at(0, 1, 1)).isCloseTo(8.5 - 4 * r, within(1e-5));
        assertThat((double) turned.at(0, 1, 2)).isCloseTo(8.5 + r, within(1e-5));
        assertThat((double) turned.at(0, 2, 1)).isCloseTo(8.5 - r, within(1e-5));
        assertThat((double) turned.at(0, 2, 2)).isCloseTo(8.5 + 4 * r, within(1e-5));
        // The corner came from 3·√½ = 2.12 above the centre, 0.62 above the first row, between its columns 1 and 2.
        assertThat((double) turned.at(0, 0, 0)).isCloseTo((3 * r - 1.5) * -1 + (2.5 - 3 * r) * 2.5, within(1e-5));
    }

    @Test
    void scalingIsAboutTheCentre() {
        // Twice as large: rows and columns come from 0.75, 1.25, 1.75 and 2.25.
        assertMakes(Scaling.by(2),
                4.75, 5.25, 5.75, 6.25,
                6.75, 7.25, 7.75, 8.25,
                8.75, 9.25, 9.75, 10.25,
                10.75, 11.25, 11.75, 12.25);
        // Half as large: from -1.5, 0.5, 2.5 and 4.5. Each of the four in the middle is the mean of four.
        assertMakes(Scaling.by(0.5).withOutside(9),
                9, 9, 9, 9,
                9, 3.5, 5.5, 9,
                9, 11.5, 13.5, 9,
                9, 9, 9, 9);
    }

    @Test
    void translations() {
        assertMakes(Translation.by(1, -2),
                0, 0, 0, 0,
                3, 4, 0, 0,
                7, 8, 0, 0,
                11, 12, 0, 0);
        assertMakes(Translation.by(-3, 1).withOutside(0.5),
                0.5, 13, 14, 15,
                0.5, 0.5, 0.5, 0.5,
                0.5, 0.5, 0.5, 0.5,
                0.5, 0.5, 0.5, 0.5);
    }

    @Test
    void everyTranslationIsDrawn() {
        Set<Float> corners = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            Image moved = Translation.upTo(1, 1).withOutside(0).apply(IMAGE, RandomStream.of(i, "move"));
            corners.add(moved.at(0, 1, 1));
        }
        assertThat(corners).containsExactlyInAnyOrder(1f, 2f, 3f, 5f, 6f, 7f, 9f, 10f, 11f);
    }

    @Test
    void crops() {
        assertMakes(Crop.centre(2, 2), 6, 7, 10, 11);
        assertMakes(Crop.centre(1, 2), 6, 7);
        assertMakes(Crop.to(4, 4), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        assertMakes(Crop.centre(6, 4).withPadding(1).withOutside(0.5),
                0.5, 0.5, 0.5, 0.5,
                1, 2, 3, 4,
                5, 6, 7, 8,
                9, 10, 11, 12,
                13, 14, 15, 16,
                0.5, 0.5, 0.5, 0.5);
        assertThat(Crop.to(2, 3).size(new Image.Size(4, 4))).isEqualTo(new Image.Size(2, 3));
    }

    @Test
    void everyWindowIsDrawn() {
        Set<Float> corners = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            Image window = Crop.to(2, 2).apply(IMAGE, RandomStream.of(i, "crop"));
            float first = window.at(0, 0, 0);
            assertThat(window.pixels()).containsExactly(first, first + 1, first + 4, first + 5);
            corners.add(first);
        }
        assertThat(corners).containsExactlyInAnyOrder(1f, 2f, 3f, 5f, 6f, 7f, 9f, 10f, 11f);
    }

    @Test
    void aWindowThatDoesNotFit() {
        assertThatThrownBy(() -> Crop.to(5, 7).withPadding(1).apply(IMAGE, RANDOM)).isInstanceOf(DataException.class)
                .hasMessage("a window of 5×7 does not fit into an image of 4×4 with 1 pixels around it");
    }

    @Test
    void noiseIsTheStreamsTimesItsDeviation() {
        float[] noisy = new GaussianNoise(0.5).apply(IMAGE, RANDOM).pixels();
        for (int i = 0; i < noisy.length; i++) {
            assertThat(noisy[i]).isEqualTo((float) (i + 1 + 0.5 * RANDOM.normal(i)));
        }
        assertThat(new GaussianNoise(0).apply(IMAGE, RANDOM).pixels()).isEqualTo(IMAGE.pixels());
    }

    @Test
    void noiseHasItsMoments() {
        Image black = Image.make(1, 100, 100, (c, y, x) -> 0);
        double sum = 0;
        double squares = 0;
        for (float v : new GaussianNoise(2).apply(black, RANDOM).pixels()) {
            sum += v;
            squares += v * v;
        }
        // Four standard errors: σ/√n = 0.02, and σ²·√(2/n) = 0.057.
        assertThat(sum / 10_000).isCloseTo(0, within(0.08));
        assertThat(squares / 10_000).isCloseTo(4, within(0.23));
    }

    @Test
    void resizingTakesTheMeanOfWhatAPixelCovers() {
        assertMakes(new Resizing(2, 2), 3.5, 5.5, 11.5, 13.5);
        // Of one row and three columns each covers four rows and 4/3 columns; the columns' sums are 28, 32, 36 and 40.
        assertMakes(new Resizing(1, 3),
                (28 + 32 / 3.0) / (16 / 3.0), (32 * 2 / 3.0 + 36 * 2 / 3.0) / (16 / 3.0), (36 / 3.0 + 40) / (16 / 3.0));
        assertMakes(new Resizing(1, 8), 7, 7, 8, 8, 9, 9, 10, 10);
    }

    @Test
    void channelsAreChangedAlike() {
        Image two = Image.of(2, 1, 2, new float[] {1, 2, 3, 4});
        assertThat(Flip.horizontal().withProbability(1).apply(two, RANDOM).pixels()).containsExactly(2, 1, 4, 3);
    }

    @Test
    void wrongSettings() {
        assertThatThrownBy(() -> Flip.horizontal().withProbability(1.5)).hasMessageContaining("probability of a flip", "1.5");
        assertThatThrownBy(() -> new Rotation(3, 2, 0)).hasMessageContaining("an angle", "from 3.0 to 2.0");
        assertThatThrownBy(() -> Scaling.between(0, 1)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> Crop.to(0, 1)).hasMessageContaining("0×1");
        assertThatThrownBy(() -> new GaussianNoise(-1)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> Image.of(1, 2, 2, new float[3])).hasMessageContaining("has 4 values, not 3");
    }
}
