package org.espalier.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.espalier.data.Dataset;
import org.espalier.data.pipeline.Example;
import org.espalier.data.pipeline.ExampleStream;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    private Path folder;

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("table.csv"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Float> inputs(Dataset data) {
        List<Float> list = new ArrayList<>();
        for (float f : data.all(Dataset.INPUT).toFloats()) {
            list.add(f);
        }
        return list;
    }

    @Test
    void headerLabelAndFeatures() {
        CsvData data = Csv.labelled("kind").read(file("""
                width,kind,height
                1.5,oak,-2
                3e2,beech,.5
                0,oak,7.
                """));
        assertThat(data.features()).containsExactly("width", "height");
        assertThat(data.classes()).containsExactly("beech", "oak");
        assertThat(data.dataset().fields()).isEqualTo(Map.of(
                Dataset.INPUT, TensorType.of(DType.F32, 2), Dataset.TARGET, TensorType.of(DType.I64)));
        assertThat(inputs(data.dataset())).containsExactly(1.5f, -2f, 300f, 0.5f, 0f, 7f);
        assertThat(data.dataset().all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {1, 0, 1}));
    }

    @Test
    void quotedCellsHoldSeparatorsQuotesAndLineEnds() {
        CsvData data = Csv.labelled("name, first").read(file(
                "\"name, first\",x\r\n\"a \"\"b\"\", c\",1\r\n\"two\nlines\",\"2\"\r\n"));
        assertThat(data.classes()).containsExactly("a \"b\", c", "two\nlines");
        assertThat(inputs(data.dataset())).containsExactly(1f, 2f);
    }

    @Test
    void blanksEmptyLinesAndAByteOrderMarkDoNotMatter() {
        CsvData data = Csv.DEFAULT.read(file("\uFEFFa , b\n 1, 2\n\n3 ,4 \n\n"));
        assertThat(data.features()).containsExactly("a", "b");
        assertThat(inputs(data.dataset())).containsExactly(1f, 2f, 3f, 4f);
        assertThat(data.dataset().fields().keySet()).containsExactly(Dataset.INPUT);
    }

    @Test
    void otherSeparatorsAndNoHeader() {
        CsvData data = Csv.labelled("2").withoutHeader().withSeparator(';').withQuote('\'').read(file("1;2;'x;y'\n3;4;z\n"));
        assertThat(data.features()).containsExactly("0", "1");
        assertThat(data.classes()).containsExactly("x;y", "z");
        assertThat(inputs(data.dataset())).containsExactly(1f, 2f, 3f, 4f);
    }

    @Test
    void numericTargetsAndColumnsLeftOut() {
        CsvData data = Csv.DEFAULT.withTargets("price", "tax").without("id").read(file("""
                id,area,tax,price
                a7,50,2,100
                b1,70,3,140
                """));
        assertThat(data.features()).containsExactly("area");
        assertThat(data.dataset().all(Dataset.TARGET)).isEqualTo(Tensor.of(new float[] {100, 2, 140, 3}, 2, 2));
    }

    @Test
    void featuresComeInTheOrderInWhichTheyAreNamed() {
        CsvData data = Csv.DEFAULT.withFeatures("c", "a").read(file("a,b,c\n1,x,3\n"));
        assertThat(inputs(data.dataset())).containsExactly(3f, 1f);
    }

    @Test
    void classesThatAreIntegersAreSortedByValue() {
        CsvData data = Csv.labelled("y").read(file("x,y\n0,10\n0,9\n0,-1\n"));
        assertThat(data.classes()).containsExactly("-1", "9", "10");
        assertThat(data.dataset().all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {2, 1, 0}));
    }

    @Test
    void missingFeaturesAreFilledByRule() {
        Path table = file("a,b\n1,?\n,4\n5,NA\n");
        assertThat(inputs(Csv.DEFAULT.withMissing(Missing.value(-1)).read(table).dataset()))
                .containsExactly(1f, -1f, -1f, 4f, 5f, -1f);
        // The mean of 1 and 5 is 3, that of 4 alone is 4.
        assertThat(inputs(Csv.DEFAULT.withMissing(Missing.mean()).read(table).dataset()))
                .containsExactly(1f, 4f, 3f, 4f, 5f, 4f);
        assertThat(inputs(Csv.DEFAULT.withMissing(Missing.values(Map.of("a", 7.0, "b", 8.0))).read(table).dataset()))
                .containsExactly(1f, 8f, 7f, 4f, 5f, 8f);
    }

    @Test
    void rowsThatMissSomethingAreLeftOutByRule() {
        CsvData data = Csv.labelled("y").withMissing(Missing.skip()).withMissingTexts("-").read(file("x,y\n1,a\n-,b\n2,\n3,c\n"));
        assertThat(inputs(data.dataset())).containsExactly(1f, 3f);
        assertThat(data.classes()).containsExactly("a", "c");
    }

    @Test
    void theTestSetIsReadAsTheTrainingSetWas() {
        CsvData training = Csv.labelled("y").without("id").withMissing(Missing.mean()).read(file("id,b,a,y\n0,1,10,p\n1,3,,q\n"));
        // Other order of columns, no id, a missing feature that must not be filled from here.
        CsvData test = training.settings().read(file("y,a,b\nq,500,\np,,6\n"));
        assertThat(test.features()).containsExactly("b", "a");
        assertThat(test.classes()).containsExactly("p", "q");
        assertThat(inputs(test.dataset())).containsExactly(2f, 500f, 6f, 10f);
        assertThat(test.dataset().all(Dataset.TARGET)).isEqualTo(Tensor.of(new long[] {1, 0}));
    }

    @Test
    void packedTablesAreUnpacked() throws IOException {
        Path packed = folder.resolve("table.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("x\n4\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(inputs(Csv.DEFAULT.read(packed).dataset())).containsExactly(4f);
    }

    @Test
    void aStreamYieldsTheSameRowsAgainAndAgain() {
        CsvStream stream = Csv.labelled("y").withMissing(Missing.skip()).stream(file("x,y\n1,a\n,b\n3,c\n"));
        assertThat(stream.size()).isEqualTo(2);
        assertThat(stream.settings().classes()).containsExactly("a", "c");
        for (int epoch = 0; epoch < 2; epoch++) {
            List<String> seen = new ArrayList<>();
            try (ExampleStream examples = stream.open(1, epoch)) {
                for (Example e = examples.next(); e != null; e = examples.next()) {
                    assertThat(e.get(Dataset.INPUT).type()).isEqualTo(stream.fields().get(Dataset.INPUT));
                    seen.add(e.get(Dataset.INPUT).getDouble(0) + " " + e.get(Dataset.TARGET).getLong(0));
                }
            }
            assertThat(seen).containsExactly("1.0 0", "3.0 1");
        }
    }

    @Test
    void aLabelAndTargetsExcludeEachOther() {
        assertThatThrownBy(() -> Csv.labelled("a").withTargets("b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a label ('a') or targets");
        assertThatThrownBy(() -> Csv.labelled("a").withClasses(List.of("x", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must differ");
    }
}
