package org.espalier.reference.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** docs/write-a-plugin.md is a project that compiles, is conformant, and whose suite finds what is wrong with it. */
class TutorialTest {
    private static final String OP = "src/main/java/com/example/swish/Swish.java";
    private static final String SUITE = "com.example.swish.SwishOpsTest";
    /** Checks of one op, and what is asked of the suite as a whole. */
    private static final int LEAST_TESTS = 18;

    @TempDir
    Path folder;

    private static int number(String output, String name) {
        Matcher m = Pattern.compile("(?m)^" + name + ": (\\d+)$").matcher(output);
        assertThat(m.find()).as(output).isTrue();
        return Integer.parseInt(m.group(1));
    }

    private String suiteOf(Map<String, String> files) throws Exception {
        Tutorial.write(files, folder);
        return new Project(folder).build().run(SuiteRunner.class, SuiteRunner.class.getName(), SUITE);
    }

    @Test
    void thePluginIsConformantAndUsable() throws Exception {
        String output = suiteOf(Tutorial.files());
        assertThat(number(output, "failed")).as(output).isZero();
        assertThat(number(output, "skipped")).isZero();
        assertThat(number(output, "succeeded")).isGreaterThanOrEqualTo(LEAST_TESTS);

        String said = new Project(folder).run(SuiteRunner.class, "com.example.swish.TryIt");
        Matcher m = Pattern.compile("loss (\\S+) -> (\\S+), difference in ONNX Runtime (\\S+)").matcher(said);
        assertThat(m.find()).as(said).isTrue();
        assertThat(Double.parseDouble(m.group(1))).isGreaterThan(0.1);
        assertThat(Double.parseDouble(m.group(2))).isLessThan(0.01);
        assertThat(Double.parseDouble(m.group(3))).isLessThan(1e-5);

        // σ(1.702) is 0.8457957659.
        assertThat(new Project(folder).run(QuickGelu.class, QuickGelu.class.getName()))
                .contains("QuickGelu: [0.84579575, -0.15420423]");
    }

    private void spoilt(String line, String instead, String check) throws Exception {
        Map<String, String> files = new LinkedHashMap<>(Tutorial.files());
        assertThat(files.get(OP)).containsOnlyOnce(line);
        files.put(OP, files.get(OP).replace(line, instead));
        String output = suiteOf(files);
        assertThat(number(output, "failed")).isPositive();
        assertThat(output).contains("example.Swish, check '" + check + "': ").contains("What to do: ");
    }

    @Test
    void aKernelThatForgetsBetaIsFound() throws Exception {
        spoilt("outputs[0].setDouble(i, x / (1 + StrictMath.exp(-beta * x)));",
                "outputs[0].setDouble(i, x / (1 + StrictMath.exp(-x)));", "values");
    }

    @Test
    void aWrongGradientIsFound() throws Exception {
        spoilt("Value slope = s.add(u.mul(s).mul(s.neg().add(1)));", "Value slope = s.add(u.mul(s));", "vjp");
    }

    @Test
    void aWrongOnnxFormIsFound() throws Exception {
        spoilt("target.node(\"Mul\", List.of(x, gate), target.outputs(), Attributes.none());",
                "target.node(\"Mul\", List.of(scaled, gate), target.outputs(), Attributes.none());", "onnx");
    }

    /** Maven itself would need what is not installed yet; its file names nothing that does not exist. */
    @Test
    void theProjectFileNamesPublishedArtifacts() throws Exception {
        Tutorial.write(Tutorial.files(), folder);
        Document pom = parse(folder.resolve("pom.xml"));
        Document bom = parse(Path.of("..", "..", "bom", "pom.xml"));
        String published = bom.getDocumentElement().getTextContent();
        NodeList artifacts = pom.getElementsByTagName("artifactId");
        int ours = 0;
        for (int i = 0; i < artifacts.getLength(); i++) {
            String id = artifacts.item(i).getTextContent();
            if (id.startsWith("espalier-")) {
                ours++;
                assertThat(published).containsPattern("\\s" + id + "\\s");
            }
        }
        assertThat(ours).isGreaterThan(5);
        String version = bom.getElementsByTagName("version").item(0).getTextContent();
        assertThat(pom.getElementsByTagName("version").item(1).getTextContent()).isEqualTo(version);
    }

    private static Document parse(Path xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
    }
}
