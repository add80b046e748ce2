package org.espalier.core.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * The hyper-parameters that are searched over. Points of it are a pure function of the seed and their number: neither the
 * number of trials nor the other dimensions have a part in a value.
 *
 * @param dimensions with different names, at least one
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Space(List<Dimension<?>> dimensions) {
    /** More than anyone waits for; and a mistake that is easily made. */
    private static final int MOST_POINTS = 1_000_000;

    public Space {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty()) {
            throw new EspalierException("a space needs at least one hyper-parameter, such as logUniform(\"rate\", 1e-4, 1e-1)");
        }
        Set<String> names = new HashSet<>();
        for (Dimension<?> d : dimensions) {
            if (!names.add(d.name())) {
                throw new EspalierException("two hyper-parameters have the name '" + d.name() + "'; rename one of them");
            }
        }
    }

    /** The space of some hyper-parameters. */
    public static Space of(Dimension<?>... dimensions) {
        return new Space(List.of(dimensions));
    }

    /** Independent points, the first so many of the seed's. */
    public List<Point> random(int count, long seed) {
        if (count < 1 || count > MOST_POINTS) {
            throw new EspalierException("a search needs at least 1 trial and at most " + MOST_POINTS + ", but was given " + count);
        }
        return IntStream.range(0, count).mapToObj(i -> drawn(i, seed)).toList();
    }

    private Point drawn(int number, long seed) {
        Map<Dimension<?>, Object> values = new LinkedHashMap<>();
        dimensions.forEach(d -> values.put(d, d.at(RandomStream.of(seed, "search/" + d.name()).uniform(number))));
        return new Point(values);
    }

    /**
     * All combinations of the values that {@link Dimension#grid} gives, the last dimension running fastest.
     *
     * @param points how many of each range, at least 1; 0 for all, where there are only choices and ranges of integers
     */
    public List<Point> grid(int points) {
        if (points < 0) {
            throw new EspalierException("a grid needs at least 1 point of each range, but was given " + points);
        }
        List<Map<Dimension<?>, Object>> rows = List.of(new LinkedHashMap<>());
        for (Dimension<?> d : dimensions) {
            List<?> values = d.grid(points);
            if ((long) rows.size() * values.size() > MOST_POINTS) {
                throw new EspalierException("the grid has more than " + MOST_POINTS + " points; take fewer of each range, or search"
                        + " at random");
            }
            List<Map<Dimension<?>, Object>> longer = new ArrayList<>();
            for (Map<Dimension<?>, Object> row : rows) {
                for (Object value : values) {
                    Map<Dimension<?>, Object> more = new LinkedHashMap<>(row);
                    more.put(d, value);
                    longer.add(more);
                }
            }
            rows = longer;
        }
        return rows.stream().map(Point::new).toList();
    }

    /** What a file says of this space. */
    Json describe(ComponentCodec codec) {
        return Json.arr(dimensions.stream().map(d -> d.describe(codec)).toList());
    }
}
