package org.espalier.standard.schedule;

import java.util.ArrayList;
import java.util.List;
import org.espalier.optim.Schedule;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Schedules one after the other: the first until the step of the first boundary, the second from there to the second
 * boundary, and so on. Each counts its steps from its own beginning.
 *
 * @param schedules at least one
 * @param boundaries the steps at which the second and each further schedule begin, rising
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Join(List<Schedule> schedules, List<Long> boundaries) implements ComposableSchedule {
    public Join {
        schedules = Check.filled("Join", "schedules", schedules);
        boundaries = Check.list("Join", "boundaries", boundaries);
        Check.require(boundaries.size() == schedules.size() - 1, "Join", "boundaries",
                "one fewer than the " + schedules.size() + " schedules", boundaries);
        long last = 0;
        for (long b : boundaries) {
            Check.require(b > last, "Join", "boundaries", "rising from above 0", boundaries);
            last = b;
        }
    }

    /** One schedule up to a step, then another. */
    public static Join of(Schedule first, long boundary, Schedule second) {
        return new Join(List.of(first, second), List.of(boundary));
    }

    /** These and one more, from a step that is counted from the beginning of the whole. */
    @Override
    public Join then(long boundary, Schedule next) {
        List<Schedule> s = new ArrayList<>(schedules);
        List<Long> b = new ArrayList<>(boundaries);
        s.add(next);
        b.add(boundary);
        return new Join(s, b);
    }

    @Override
    public double at(long step, long stepsPerEpoch) {
        int i = boundaries.size();
        while (i > 0 && step < boundaries.get(i - 1)) {
            i--;
        }
        return schedules.get(i).at(i == 0 ? step : step - boundaries.get(i - 1), stepsPerEpoch);
    }
}
