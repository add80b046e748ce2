package org.espalier.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.core.search.Dimension.choice;
import static org.espalier.core.search.Dimension.integer;
import static org.espalier.core.search.Dimension.logUniform;
import static org.espalier.core.search.Dimension.uniform;

import java.util.List;
import org.espalier.plugin.EspalierException;
import org.junit.jupiter.api.Test;

class SpaceTest {
    private final Dimension<Double> rate = logUniform("rate", 1e-4, 1e-1);
    private final Dimension<Integer> units = integer("units", 1, 3);
    private final Dimension<String> kind = choice("kind", "a", "b");

    @Test
    void aPointDependsOnSeedAndNumberAlone() {
        Space space = Space.of(rate, units, kind);
        List<Point> points = space.random(20, 5);
        assertThat(points).isEqualTo(space.random(20, 5)).doesNotHaveDuplicates();
        assertThat(points.subList(0, 7)).isEqualTo(space.random(7, 5));
        assertThat(points).isNotEqualTo(space.random(20, 6));
        // Neither other dimensions nor their order have a part in a value.
        List<Point> alone = Space.of(uniform("other", 0, 1), rate).random(20, 5);
        assertThat(alone.stream().map(p -> p.get(rate))).isEqualTo(points.stream().map(p -> p.get(rate)).toList());
    }

    @Test
    void dimensionsAreIndependent() {
        Dimension<Double> x = uniform("x", 0, 1);
        Dimension<Double> y = uniform("y", 0, 1);
        int n = 10_000;
        double product = Space.of(x, y).random(n, 3).stream().mapToDouble(p -> (p.get(x) - 0.5) * (p.get(y) - 0.5)).average()
                .orElseThrow();
        // Of independent numbers the covariance is 0; its standard error is (1/12) / √n.
        assertThat(Math.abs(product)).isLessThan(4.0 / 12 / Math.sqrt(n));
    }

    @Test
    void aGridHasAllCombinationsTheLastRunningFastest() {
        assertThat(Space.of(units, kind).grid(0).stream().map(Point::toString)).containsExactly(
                "units=1, kind=a", "units=1, kind=b", "units=2, kind=a", "units=2, kind=b", "units=3, kind=a", "units=3, kind=b");
        assertThat(Space.of(uniform("x", 0, 1), uniform("y", 0, 1)).grid(3)).hasSize(9);
    }

    @Test
    void valuesAreFoundByHandleAndByName() {
        Point p = Space.of(units, kind).grid(2).get(3);
        assertThat(p.get(units)).isEqualTo(3);
        assertThat(p.get("kind")).isEqualTo("b");
        assertMistake("there is no hyper-parameter 'speed' in the space, only [units, kind]", () -> p.get("speed"));
        assertMistake("there is no hyper-parameter rate like this one in the space, only [units, kind]", () -> p.get(rate));
    }

    @Test
    void mistakesAreTold() {
        assertMistake("two hyper-parameters have the name 'units'", () -> Space.of(units, uniform("units", 0, 1)));
        assertMistake("at least one hyper-parameter", () -> Space.of());
        assertMistake("'rate' is a range of real numbers, of which a grid has no end; say how many points of each range",
                () -> Search.grid(Space.of(units, rate)));
        assertMistake("at least 1 point of each range, but was given 0", () -> Search.grid(Space.of(rate), 0));
        assertMistake("needs at least 1 trial", () -> Search.random(Space.of(rate), 0));
        assertMistake("the grid has more than 1000000 points",
                () -> Search.grid(Space.of(integer("a", 1, 2_000), integer("b", 1, 2_000))));
    }

    private static void assertMistake(String message, Runnable mistake) {
        assertThatThrownBy(mistake::run).isInstanceOf(EspalierException.class).hasMessageContaining(message);
    }
}
