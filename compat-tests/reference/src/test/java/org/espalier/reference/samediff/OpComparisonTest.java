package org.espalier.reference.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.core.registry.Registry;
import org.espalier.reference.samediff.Difference.Kind;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.OpSpecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.autodiff.samediff.SDVariable;

/** The comparison notices what differs, and takes no explanation for what it does not explain. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OpComparisonTest {
    private static OpComparison run(String op, Translations table) {
        try (Gradients ours = new Gradients(Registry.discover())) {
            OpSpec spec = OpSpecs.discover(OpComparisonTest.class.getClassLoader()).stream()
                    .filter(s -> s.op().equals(op)).findFirst().orElseThrow();
            return new OpComparison(ours, ours.registry.op(op), spec, table).run();
        }
    }

    @Test
    void aDifferenceThatIsNotListedIsASurprise() {
        assertThat(run("Div", new Translations().binary("Div", SDVariable::div)).surprises).isNotEmpty()
                .allSatisfy(s -> assertThat(s).contains("GRADIENT", "the witness is on our side"));
    }

    @Test
    void anotherFunctionIsASurpriseInValuesAndGradients() {
        OpComparison c = run("Sub", new Translations().binary("Sub", SDVariable::add));
        assertThat(c.values.count).isZero();
        assertThat(c.surprises).anySatisfy(s -> assertThat(s).contains("VALUE")).anySatisfy(s -> assertThat(s).contains("GRADIENT"));
    }

    @Test
    void anExplanationOfAnotherKindExplainsNothing() {
        Translations table = new Translations().binary("Div", SDVariable::div)
                .differs("Div", Kind.VALUE, "everywhere", c -> true, "for the test");
        assertThat(run("Div", table).surprises).anySatisfy(s -> assertThat(s).contains("GRADIENT"));
    }

    @Test
    void theOtherFormHasToAgree() {
        Translations table = new Translations().binary("Div", SDVariable::div)
                .differs("Div", Kind.GRADIENT, "everywhere", c -> true, "for the test")
                .otherwise("Div", "wrongly", c -> c.in(0).mul(c.in(1)));
        OpComparison c = run("Div", table);
        assertThat(c.otherValues.count).isZero();
        assertThat(c.surprises).anySatisfy(s -> assertThat(s).contains("VALUE"));
    }

    @Test
    void aRefusalHasToBeListed() {
        Translations table = new Translations().one("Sub", c -> {
            throw new IllegalStateException("not today");
        });
        assertThat(run("Sub", table).surprises).isNotEmpty().allSatisfy(s -> assertThat(s).contains("NO_VALUE", "not today"));
    }
}
