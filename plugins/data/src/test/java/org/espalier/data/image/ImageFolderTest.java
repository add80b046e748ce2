package org.espalier.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.espalier.backend.Buffer;
import org.espalier.data.Dataset;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path folder;

    /** A grey image of one byte a pixel. */
    private Path grey(String name, int width, int... values) {
        BufferedImage image = new BufferedImage(width, values.length / width, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, width, values.length / width, values);
        return write(name, image);
    }

    private Path colour(String name, int width, int... rgb) {
        BufferedImage image = new BufferedImage(width, rgb.length / width, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, rgb.length / width, rgb, 0, width);
        return write(name, image);
    }

    private Path write(String name, BufferedImage image) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())).isTrue();
            return file;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertWrong(ImageFolder settings, String message) {
        assertThatThrownBy(() -> settings.read(folder)).isInstanceOf(DataException.class).hasMessage(message);
    }

    @Test
    void labelsAreTheFoldersAndGreyStaysWhatItIs() throws IOException {
        grey("dog/b.png", 2, 0, 51, 102, 255);
        grey("cat/z.png", 2, 255, 255, 255, 255);
        grey("dog/a.png", 2, 1, 2, 3, 4);
        Files.writeString(folder.resolve("dog/notes.txt"), "no image");
        Files.writeString(folder.resolve(".hidden"), "");
        ImageFolder.Images images = ImageFolder.grey().read(folder);
        assertThat(images.classes()).containsExactly("cat", "dog");
        assertThat(images.files()).extracting(f -> f.getFileName().toString()).containsExactly("z.png", "a.png", "b.png");
        Dataset data = images.dataset();
        assertThat(data.fields().get(Dataset.INPUT)).isEqualTo(TensorType.of(DType.F32, 1, 2, 2));
        assertThat(data.all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {0, 1, 1}));
        assertThat(data.all(Dataset.INPUT)).isEqualTo(Tensor.of(new float[] {
            1, 1, 1, 1,
            1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f,
            0, 51 / 255f, 102 / 255f, 1}, 3, 1, 2, 2));
    }

    @Test
    void rowsAreReadIntoTheMiddleOfABuffer() {
        grey("a/1.png", 1, 51);
        grey("a/2.png", 1, 102);
        Buffer buffer = new Buffer(DType.F32, new float[4], 1, 2);
        ImageFolder.grey().read(folder).dataset().read(Dataset.INPUT, new int[] {1, 0, 7}, 2, buffer);
        assertThat(buffer.f32()).containsExactly(0, 102 / 255f, 51 / 255f, 0);
    }

    @Test
    void coloursAreChannels() {
        colour("x/a.png", 2, 0xff3300, 0x0000ff);
        Tensor rgb = ImageFolder.rgb().read(folder).dataset().all(Dataset.INPUT);
        assertThat(rgb).isEqualTo(Tensor.of(new float[] {1, 0, 0.2f, 0, 0, 1}, 1, 3, 1, 2));
        // 0.299 R + 0.587 G + 0.114 B
        float[] grey = ImageFolder.grey().read(folder).dataset().all(Dataset.INPUT).toFloats();
        assertThat(grey[0]).isCloseTo(0.299f + 0.587f * 0.2f, within(1e-6f));
        assertThat(grey[1]).isCloseTo(0.114f, within(1e-6f));
    }

    @Test
    void greyImagesInColourHaveThreeEqualChannels() {
        grey("x/a.png", 1, 51);
        assertThat(ImageFolder.rgb().read(folder).dataset().all(Dataset.INPUT))
                .isEqualTo(Tensor.of(new float[] {0.2f, 0.2f, 0.2f}, 1, 3, 1, 1));
    }

    @Test
    void sixteenBitsAreBroughtToTheSameRange() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, 2, 1, new int[] {65535, 13107});
        write("x/a.png", image);
        assertThat(ImageFolder.grey().read(folder).dataset().all(Dataset.INPUT))
                .isEqualTo(Tensor.of(new float[] {1, 0.2f}, 1, 1, 1, 2));
    }

    @Test
    void jpegIsReadAsWell() {
        int[] even = new int[64];
        Arrays.fill(even, 128);
        grey("x/a.jpg", 8, even);
        grey("x/b.jpeg", 8, even);
        float[] pixels = ImageFolder.grey().read(folder).dataset().all(Dataset.INPUT).toFloats();
        assertThat(pixels).hasSize(128);
        for (float p : pixels) {
            assertThat(p).isCloseTo(128 / 255f, within(0.02f));
        }
    }

    @Test
    void imagesAreScaledByTheMeanOfWhatEachPixelCovers() {
        grey("x/a.png", 4,
                0, 51, 0, 0,
                102, 255, 0, 0,
                0, 0, 255, 255,
                0, 0, 255, 255);
        grey("x/b.png", 2, 0, 51, 102, 153);
        float[] pixels = ImageFolder.grey().scaledTo(2, 2).read(folder).dataset().all(Dataset.INPUT).toFloats();
        // (0 + 51 + 102 + 255) / 4 = 102
        assertThat(pixels).containsExactly(new float[] {0.4f, 0, 0, 1, 0, 0.2f, 0.4f, 0.6f}, within(1e-6f));
    }

    @Test
    void anImageOfAnotherSize() {
        Path first = grey("x/a.png", 2, 0, 0);
        Path other = grey("x/b.png", 1, 0, 0, 0);
        assertWrong(ImageFolder.grey(), other + " is an image of 3×1 pixels, but " + first
                + " is 1×2 (height×width); take it out, or scale all with scaledTo");
        assertWrong(ImageFolder.grey().withSize(3, 1), first + " is an image of 1×2 pixels, but all must be 3×1 (height×width); take it"
                + " out, or scale all with scaledTo");
        assertThat(ImageFolder.grey().scaledTo(5, 5).read(folder).dataset().size()).isEqualTo(2);
    }

    @Test
    void aClassNeverSeenInTraining() {
        grey("ape/a.png", 1, 0);
        grey("cat/a.png", 1, 0);
        assertWrong(ImageFolder.grey().withClasses(List.of("cat", "dog")), "the class 'ape' of " + folder.resolve("ape")
                + " was never seen in training, where the classes were [cat, dog]; take the folder out, or train with examples of it");
        ImageFolder settings = ImageFolder.grey().withClasses(List.of("dog", "cat", "ape"));
        assertThat(settings.read(folder).dataset().all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {2, 1}));
    }

    @Test
    void nothingThere() throws IOException {
        assertWrong(ImageFolder.grey(), folder + " has no folders; it must have one of images for each class, named after it");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertWrong(ImageFolder.grey(), empty + " has no images (.png, .jpg, .jpeg), so its class has no examples; put some there, or"
                + " take the folder out");
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> ImageFolder.grey().read(absent)).isInstanceOf(DataException.class)
                .hasMessage("cannot read " + absent + ": there is no such folder");
    }

    @Test
    void filesThatAreNoImages() throws IOException {
        Path text = folder.resolve("x/a.png");
        Files.createDirectories(text.getParent());
        Files.writeString(text, "no image");
        assertWrong(ImageFolder.grey(), text + " is not an image that can be read; it must be PNG or JPEG");
    }

    @Test
    void aTruncatedImage() throws IOException {
        int[] noise = new int[32 * 32];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = i * i * 31 >> 3 & 0xff;
        }
        Path file = grey("x/a.png", 32, noise);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        Dataset data = ImageFolder.grey().read(folder).dataset();
        assertThatThrownBy(() -> data.all(Dataset.INPUT)).isInstanceOf(DataException.class)
                .hasMessageStartingWith("cannot read " + file);
    }
}
