package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the README run, learn, and leave a verified file. */
class ReadmeProgramsTest {
    private static final Pattern ACCURACY = Pattern.compile("test accuracy ([0-9.]+)");

    @TempDir
    Path folder;

    @Test
    void inKotlin() {
        check(() -> DigitsInKotlinKt.main(new String[] {folder.toString()}));
    }

    @Test
    void inJava() {
        check(() -> DigitsInJava.main(new String[] {folder.toString()}));
    }

    @Test
    void exportStepByStep() {
        ExportOptions.main(new String[] {folder.toString()});
        assertThat(folder.resolve("digits.onnx")).exists();
    }

    @Test
    void importAgain() {
        String text = printed(() -> ImportFile.main(new String[] {folder.toString()}));
        assertThat(text).contains("f32[batch,64]", "= MatMul(", "same as the model: true");
    }

    private void check(Runnable program) {
        String text = printed(program);
        Matcher m = ACCURACY.matcher(text);
        assertThat(m.find()).as(text).isTrue();
        assertThat(Double.parseDouble(m.group(1))).as(text).isGreaterThan(0.95);
        assertThat(folder.resolve("digits.espalier")).exists();
        assertThat(folder.resolve("digits.onnx")).exists();
    }

    private static String printed(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
