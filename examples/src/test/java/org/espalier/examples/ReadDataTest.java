package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.espalier.core.engine.Engine;
import org.espalier.data.Dataset;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets on data read what they say that they read. */
class ReadDataTest {
    @TempDir
    private Path folder;

    @Test
    void gapsOfTheTestTableAreFilledWithMeansOfTheTrainingTable() throws IOException {
        Files.writeString(folder.resolve("train.csv"), "id,height,species,width\n1,2,owl,10\n2,,crow,20\n3,6,owl,60\n");
        Files.writeString(folder.resolve("test.csv"), "width,id,species,height\nNA,7,owl,8\n");
        ReadData.Sets sets = ReadData.tables(folder);
        assertThat(sets.classes()).containsExactly("crow", "owl");
        // (2 + 6) / 2 = 4 and (10 + 20 + 60) / 3 = 30
        assertThat(sets.training().all(Dataset.INPUT)).isEqualTo(Tensor.of(new float[] {2, 10, 4, 20, 6, 60}, 3, 2));
        assertThat(sets.test().all(Dataset.INPUT)).isEqualTo(Tensor.of(new float[] {8, 30}, 1, 2));
        assertThat(sets.test().all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {1}));
    }

    @Test
    void picturesHaveTheColourAndTheClassOfTheirFolder() throws IOException {
        picture("animals/train/fish/a.png", Color.BLUE, 80, 40);
        picture("animals/train/fox/b.png", Color.RED, 32, 32);
        picture("animals/test/fox/c.png", Color.RED, 64, 64);
        ReadData.Sets sets = ReadData.images(folder);
        assertThat(sets.classes()).containsExactly("fish", "fox");
        assertThat(sets.training().all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {0, 1}));
        assertThat(sets.test().all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {1}));
        float[] fox = sets.test().all(Dataset.INPUT).toFloats();
        assertThat(fox).hasSize(3 * 64 * 64);
        assertThat(fox[0]).isEqualTo(1);
        assertThat(fox[64 * 64]).isZero();
        assertThat(sets.training().type(Dataset.INPUT)).isEqualTo(TensorType.of(DType.F32, 3, 64, 64));
    }

    private void picture(String name, Color colour, int width, int height) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, width, height);
        g.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void aTrainingOnMovedImagesTellsAboveFromBelow() throws IOException {
        int examples = 100;
        ByteBuffer images = ByteBuffer.allocate(16 + examples * 784).putInt(0x803).putInt(examples).putInt(28).putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + examples).putInt(0x801).putInt(examples);
        for (int i = 0; i < examples; i++) {
            labels.put((byte) (i % 2));
            for (int p = 0; p < 784; p++) {
                images.put((byte) (p / 392 == i % 2 ? 240 : 10));
            }
        }
        Files.createDirectory(folder.resolve("mnist"));
        Files.write(folder.resolve("mnist/train-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve("mnist/train-labels-idx1-ubyte"), labels.array());
        try (Engine engine = Engine.create()) {
            assertThat(ReadData.train(engine, folder, 10).history().last("accuracy")).isEqualTo(1);
        }
    }
}
