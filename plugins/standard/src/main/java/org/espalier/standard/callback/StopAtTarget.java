package org.espalier.standard.callback;

import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/**
 * Ends a run after the first epoch in which a figure is as good as a target, or better.
 *
 * @param monitor the figure
 * @param target the value to reach
 * @param goal which way the figure gets better; by its name by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record StopAtTarget(String monitor, double target, Goal goal) implements Callback {
    public StopAtTarget {
        Check.present("StopAtTarget", "monitor", monitor);
        Check.finite("StopAtTarget", "target", target);
        Check.present("StopAtTarget", "goal", goal);
    }

    /** When a figure has reached a value. */
    public static StopAtTarget of(String monitor, double target) {
        return new StopAtTarget(monitor, target, Goal.AUTO);
    }

    /** Which way the figure gets better. */
    public StopAtTarget withGoal(Goal other) {
        return new StopAtTarget(monitor, target, other);
    }

    @Override
    public Listener start(Run run) {
        return new Listener() {
            @Override
            public Directive onEpoch(Epoch epoch) {
                double value = Watch.figure("StopAtTarget", monitor, epoch);
                boolean reached = goal.larger(monitor) ? value >= target : value <= target;
                return reached ? Directive.stop(monitor + " has reached " + value, false) : Directive.CONTINUE;
            }
        };
    }
}
