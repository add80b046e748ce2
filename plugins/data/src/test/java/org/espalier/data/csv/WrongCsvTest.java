package org.espalier.data.csv;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.plugin.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told about tables that are wrong, by both ways of reading them. */
class WrongCsvTest {
    @TempDir
    private Path folder;

    private void assertWrong(Csv csv, String text, String message) {
        assertWrong(csv, text.getBytes(StandardCharsets.UTF_8), message);
    }

    private void assertWrong(Csv csv, byte[] content, String message) {
        Path file = folder.resolve("table.csv");
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        String expected = message.replace("FILE", file.toString());
        assertThatThrownBy(() -> csv.read(file)).isInstanceOf(DataException.class).hasMessage(expected);
        assertThatThrownBy(() -> csv.stream(file)).isInstanceOf(DataException.class).hasMessage(expected);
    }

    @Test
    void ragged() {
        assertWrong(Csv.DEFAULT, "a,b\n1,2\n\n3,4,5\n", "FILE, line 4 has 3 cells, but line 1 has 2; every row must have the same columns"
                + " (is the separator right, and are cells with separators quoted?)");
        assertWrong(Csv.DEFAULT.withoutHeader(), "1,2\n3\n", "FILE, line 2 has 1 cells, but line 1 has 2; every row must have the same"
                + " columns (is the separator right, and are cells with separators quoted?)");
    }

    @Test
    void textWhereANumberBelongs() {
        for (String text : List.of("wide", "1,5", "0x10", "1f", "2d", "--3")) {
            assertWrong(Csv.labelled("y"), "x,y\n1,a\n\"" + text + "\",b\n", "FILE, line 3, column 'x': '" + text + "' stands where a"
                    + " number belongs; correct it, leave the column out with without, or name it as the label");
        }
    }

    @Test
    void numbersThatAreNotFinite() {
        for (String text : List.of("Infinity", "-Infinity", "1e39", "NaN")) {
            assertWrong(Csv.DEFAULT.withMissingTexts(), "x\n" + text + "\n", "FILE, line 2, column 'x': '" + text + "' is no finite number"
                    + " of single precision; correct it, or name it with withMissingTexts if it means that there is no value");
        }
    }

    @Test
    void aMissingValue() {
        String message = "FILE, line 3, column 'b': there is no value; fill it in, or say with withMissing what is to be done";
        assertWrong(Csv.DEFAULT, "a,b\n1,2\n3,\n", message);
        assertWrong(Csv.DEFAULT, "a,b\n1,2\n3,NaN\n", message);
        assertWrong(Csv.labelled("b").withMissing(Missing.value(0)), "a,b\n1,2\n3,?\n", message);
        assertWrong(Csv.DEFAULT.withTargets("b").withMissing(Missing.mean()), "a,b\n1,2\n3,\n", message);
    }

    @Test
    void aColumnWithoutAnyValueHasNoMean() {
        assertWrong(Csv.DEFAULT.withMissing(Missing.mean()), "a,b\n1,\n2,\n",
                "the column 'b' of FILE has no value at all, so it has no mean; leave it out with without");
    }

    @Test
    void aClassNeverSeenInTraining() {
        assertWrong(Csv.labelled("y").withClasses(List.of("setosa", "versicolor")), "x,y\n1,setosa\n2,virginica\n",
                "FILE, line 3, column 'y': the class 'virginica' was never seen in training, where the classes were [setosa,"
                        + " versicolor]; correct the row, leave it out, or train with examples of it");
    }

    @Test
    void noExamples() {
        assertWrong(Csv.DEFAULT, "", "FILE is empty; it holds no examples");
        assertWrong(Csv.DEFAULT, "a,b\n", "FILE holds no examples");
        assertWrong(Csv.DEFAULT.withMissing(Missing.skip()), "a,b\n1,\n", "FILE holds no examples, or each of its rows misses something");
    }

    @Test
    void columns() {
        assertWrong(Csv.labelled("kind"), "a,b\n1,2\n", "FILE has no column 'kind'; its columns are [a, b]");
        assertWrong(Csv.DEFAULT.without("id"), "a,b\n1,2\n", "FILE has no column 'id'; its columns are [a, b]");
        assertWrong(Csv.DEFAULT, "a,a\n1,2\n", "FILE has two columns 'a'; give them different names in the header");
        assertWrong(Csv.labelled("a"), "a\n1\n", "FILE has no column left for features among [a]");
        assertWrong(Csv.labelled("a").withFeatures("a"), "a,b\n1,2\n",
                "the column 'a' of FILE is named as a feature and as something else; name it once");
    }

    @Test
    void aQuoteThatIsNotClosed() throws IOException {
        Path file = Files.writeString(folder.resolve("open.csv"), "x,y\n1,\"a\n2,b\n");
        assertThatThrownBy(() -> Csv.labelled("y").read(file)).isInstanceOf(DataException.class)
                .hasMessageStartingWith("cannot read " + file + " as a table: ");
    }

    @Test
    void anotherEncoding() {
        assertWrong(Csv.labelled("y"), "x,y\n1,grün\n".getBytes(StandardCharsets.ISO_8859_1),
                "cannot read FILE: it is not UTF-8; save it in that encoding");
    }

    @Test
    void noFile() {
        Path absent = folder.resolve("absent.csv");
        assertThatThrownBy(() -> Csv.DEFAULT.read(absent)).isInstanceOf(DataException.class)
                .hasMessage("cannot read " + absent + ": there is no such file");
        assertThatThrownBy(() -> Csv.DEFAULT.read(folder)).isInstanceOf(DataException.class)
                .hasMessage("cannot read " + folder + ": it is a folder; name a file in it");
    }
}
