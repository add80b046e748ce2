package org.espalier.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.espalier.data.Dataset;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written byte by byte. */
class IdxTest {
    /** Two images of 1×3 bytes. */
    private static final String IMAGES = "00000803 00000002 00000001 00000003 00 33 ff 01 80 fe";
    private static final String LABELS = "00000801 00000002 07 00";
    @TempDir
    private Path folder;

    private Path file(String name, String hex) {
        try {
            return Files.write(folder.resolve(name), HexFormat.of().parseHex(hex.replace(" ", "")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertWrong(String hex, String message) {
        Path file = file("wrong-idx", hex);
        assertThatThrownBy(() -> Idx.read(file)).isInstanceOf(DataException.class)
                .hasMessage(message.replace("FILE", file.toString()));
    }

    @Test
    void everyTypeOfElements() {
        assertThat(Idx.read(file("a", IMAGES)))
                .isEqualTo(Tensor.of(TensorType.of(DType.U8, 2, 1, 3), new byte[] {0, 0x33, -1, 1, -128, -2}));
        assertThat(Idx.read(file("a", "00000901 00000002 ff 7f"))).isEqualTo(Tensor.of(new int[] {-1, 127}));
        assertThat(Idx.read(file("a", "00000B01 00000002 fffe 0102"))).isEqualTo(Tensor.of(new int[] {-2, 258}));
        assertThat(Idx.read(file("a", "00000C01 00000002 fffffffd 00010000"))).isEqualTo(Tensor.of(new int[] {-3, 65536}));
        assertThat(Idx.read(file("a", "00000D02 00000001 00000002 3f800000 c0200000")))
                .isEqualTo(Tensor.of(new float[] {1, -2.5f}, 1, 2));
        assertThat(Idx.read(file("a", "00000E01 00000001 3fb999999999999a"))).isEqualTo(Tensor.of(new double[] {0.1}));
    }

    @Test
    void imagesAndLabels() throws IOException {
        Path packed = folder.resolve("labels.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(file("labels", LABELS)));
        }
        Dataset data = Idx.images(file("images", IMAGES), packed);
        assertThat(data.size()).isEqualTo(2);
        // 0x33 is 51, a fifth of 255.
        assertThat(data.all(Dataset.INPUT))
                .isEqualTo(Tensor.of(new float[] {0, 0.2f, 1, 1 / 255f, 128 / 255f, 254 / 255f}, 2, 1, 1, 3));
        assertThat(data.all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {7, 0}));
        assertThat(data.subset(new int[] {1}).all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {0}));
        assertThat(data.fields().get(Dataset.INPUT)).isEqualTo(TensorType.of(DType.F32, 1, 1, 3));
    }

    @Test
    void valuesOfOtherTypesStayAsTheyAre() {
        Path labels = file("labels", "00000801 00000001 03");
        Dataset images = Idx.images(file("images", "00000D03 00000001 00000001 00000002 3f800000 c0200000"), labels);
        assertThat(images.all(Dataset.INPUT)).isEqualTo(Tensor.of(new float[] {1, -2.5f}, 1, 1, 1, 2));
        Dataset values = Idx.values(file("values", "00000C02 00000001 00000002 00000001 00000002"), labels);
        assertThat(values.all(Dataset.INPUT)).isEqualTo(Tensor.of(new int[] {1, 2}, 1, 2));
    }

    @Test
    void aFolderWithTheFilesOfMnist() {
        file("train-images-idx3-ubyte", IMAGES);
        file("train-labels-idx1-ubyte", LABELS);
        file("t10k-images-idx3-ubyte", "00000803 00000001 00000001 00000001 ff");
        file("t10k-labels-idx1-ubyte", "00000801 00000001 05");
        assertThat(Idx.folder(folder, "train").size()).isEqualTo(2);
        assertThat(Idx.folder(folder, "t10k").all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {5}));
        assertThatThrownBy(() -> Idx.folder(folder, "")).isInstanceOf(DataException.class)
                .hasMessage(folder + " must have exactly one IDX file of images, but has [t10k-images-idx3-ubyte,"
                        + " train-images-idx3-ubyte]; name the files themselves with Idx.images");
        assertThatThrownBy(() -> Idx.folder(folder, "emnist")).isInstanceOf(DataException.class)
                .hasMessageContaining("of images whose name begins with 'emnist', but has none");
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> Idx.folder(absent, "")).isInstanceOf(DataException.class)
                .hasMessage("cannot read " + absent + ": there is no such folder");
    }

    @Test
    void wrongMagic() {
        String rest = ", but must begin with 0, 0, a type (8, 9, 11, 12, 13 or 14) and a number of dimensions of at least 1";
        assertWrong("89504e47 00000002 07 00", "FILE is not an IDX file: it begins with [-119, 80, 78, 71]" + rest);
        assertWrong("00000a01 00000002 07 00", "FILE is not an IDX file: it begins with [0, 0, 10, 1]" + rest);
        assertWrong("00000800 00000002 07 00", "FILE is not an IDX file: it begins with [0, 0, 8, 0]" + rest);
        assertWrong("0000", "FILE is not an IDX file: it begins with [0, 0]" + rest);
    }

    @Test
    void wrongLength() {
        assertWrong("00000801 00000003 07 00", "FILE is truncated: its header says [3], which is 3 bytes, but there are 2");
        assertWrong("00000801 00000001 07 00", "FILE is longer than its header says: [1] is 1 bytes, but more follow; it is damaged, or"
                + " no IDX file");
        assertWrong("00000803 00000003 0000", "FILE is truncated: it ends within its header");
        assertWrong("00000803 ffffffff ffffffff ffffffff 00", "FILE says that it holds more than an array can; it is damaged, or too"
                + " large");
        // Two gigabytes by the header, one byte in the file: nothing of that size is allocated.
        assertWrong("00000801 7ffffff0 00", "FILE is truncated: its header says [2147483632], which is 2147483632 bytes, but there are 1");
    }

    @Test
    void aTruncatedPackedFile() throws IOException {
        Path whole = folder.resolve("whole.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            byte[] noise = new byte[4096];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) (i * i * 31 >> 3);
            }
            out.write(ByteBuffer.allocate(8).putInt(0x801).putInt(noise.length).array());
            out.write(noise);
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> Idx.read(cut)).isInstanceOf(DataException.class)
                .hasMessage(cut + " is truncated: its packed content ends too early");
    }

    @Test
    void filesThatDoNotFitEachOther() {
        Path images = file("images", IMAGES);
        Path one = file("one", "00000801 00000001 07");
        assertThatThrownBy(() -> Idx.images(images, one)).isInstanceOf(DataException.class)
                .hasMessage(images + " has 2 examples, but " + one + " has 1 labels; they belong to different sets");
        assertThatThrownBy(() -> Idx.images(one, images)).isInstanceOf(DataException.class)
                .hasMessage(one + " holds u8[1], but images are [examples,height,width]; are the files the right way round?");
        assertThatThrownBy(() -> Idx.images(images, images)).isInstanceOf(DataException.class)
                .hasMessage(images + " holds u8[2,1,3], but labels are integers of one dimension; are the files the right way round?");
    }

    @Test
    void emptySetsAndNumbersThatAreNotFinite() {
        Path none = file("none", "00000803 00000000 00000001 00000003");
        assertThatThrownBy(() -> Idx.images(none, file("nolabels", "00000801 00000000"))).isInstanceOf(DataException.class)
                .hasMessage(none + " holds no examples");
        Path bad = file("bad", "00000D02 00000002 00000002 3f800000 3f800000 3f800000 7fc00000");
        assertThatThrownBy(() -> Idx.values(bad, file("labels", LABELS))).isInstanceOf(DataException.class)
                .hasMessage(bad + " holds NaN in example 1, element 1; values must be finite");
    }
}
