package org.espalier.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.config.JsonText;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file, it is read as it was saved or refused; never anything else. */
class ModelArchiveDamageTest {
    private static final ModelArchive SAVED = new ModelArchive(JsonText.parse("{\"a\": 1}"),
            new TreeMap<>(Map.of("t", Tensor.of(new double[] {4}))), new TreeMap<>(Map.of("w", Tensor.of(new float[] {1, 2}))), JsonText.parse("{\"step\": 7}"),
            new TreeMap<>(Map.of("m", Tensor.of(new float[] {3}))));

    @Test
    void truncatedAtAnyLengthItIsRefused(@TempDir Path folder) throws IOException {
        byte[] bytes = saved(folder);
        for (int n = 0; n < bytes.length; n++) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, n));
            assertThatThrownBy(() -> ModelArchive.read(cut)).as("%d bytes", n).isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(cut.toString());
        }
    }

    @Test
    void aDamagedByteIsFoundOrDoesNotMatter(@TempDir Path folder) throws IOException {
        byte[] bytes = saved(folder);
        int refused = 0;
        int same = 0;
        for (int i = 0; i < bytes.length; i++) {
            for (int flip : new int[] {1 << i % 8, 0xff}) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) flip;
                Path file = Files.write(folder.resolve("damaged"), damaged);
                try {
                    assertThat(ModelArchive.read(file)).as("byte %d with %x", i, flip).isEqualTo(SAVED);
                    same++;
                } catch (ModelFormatException e) {
                    assertThat(e).hasMessageContaining(file.toString());
                    refused++;
                }
            }
        }
        // Times and attributes in the zip's own tables, which it has twice, do not matter: a fifth of so small a file.
        assertThat(refused).isGreaterThan(3 * same);
        assertThat(refused + same).isEqualTo(2 * bytes.length);
    }

    private static byte[] saved(Path folder) throws IOException {
        SAVED.write(folder.resolve("m"));
        return Files.readAllBytes(folder.resolve("m"));
    }
}
