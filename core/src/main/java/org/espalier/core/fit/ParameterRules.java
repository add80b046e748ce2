package org.espalier.core.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.PathPattern;
import org.espalier.nn.Role;
import org.espalier.training.Constraint;
import org.espalier.training.Penalty;

/**
 * What holds for which parameters of a training.
 *
 * @param penalties terms of the loss
 * @param constraints sets that parameters are brought back into after each update
 * @param frozen patterns over the paths of what stays as it is
 */
record ParameterRules(List<Rule<Penalty>> penalties, List<Rule<Constraint>> constraints, List<String> frozen) {
    static final ParameterRules NONE = new ParameterRules(List.of(), List.of(), List.of());
    /** Weights, not biases and normalisation: what penalties and constraints mean unless told otherwise. */
    private static final Set<Role> WEIGHTS = Set.of(Role.WEIGHT, Role.EMBEDDING);

    /** Something that holds for the parameters of some roles whose path matches. */
    record Rule<T>(String pattern, Set<Role> roles, T what) {
        Rule {
            roles = Set.copyOf(roles);
        }

        static <T> Rule<T> ofWeights(T what) {
            return new Rule<>("**", WEIGHTS, what);
        }

        boolean matches(ParameterSpec p) {
            return roles.contains(p.role()) && PathPattern.of(pattern).matches(p.path());
        }
    }

    ParameterRules {
        penalties = List.copyOf(penalties);
        constraints = List.copyOf(constraints);
        frozen = List.copyOf(frozen);
    }

    ParameterRules withPenalty(Rule<Penalty> penalty) {
        return new ParameterRules(appended(penalties, List.of(penalty)), constraints, frozen);
    }

    ParameterRules withConstraint(Rule<Constraint> constraint) {
        return new ParameterRules(penalties, appended(constraints, List.of(constraint)), frozen);
    }

    ParameterRules withFrozen(List<String> patterns) {
        return new ParameterRules(penalties, constraints, appended(frozen, patterns));
    }

    boolean freezes(String path) {
        return matches(frozen, path);
    }

    static boolean matches(List<String> patterns, String path) {
        return patterns.stream().anyMatch(p -> PathPattern.of(p).matches(path));
    }

    /** A list with more at its end. */
    static <T> List<T> appended(List<T> list, List<T> more) {
        List<T> all = new ArrayList<>(list);
        all.addAll(more);
        return List.copyOf(all);
    }
}
