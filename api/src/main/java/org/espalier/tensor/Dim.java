package org.espalier.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.espalier.plugin.API;

/**
 * The length of one axis: a number, a name such as {@code batch}, or an expression over names.
 *
 * <p>An expression is kept as a polynomial with integer coefficients over <em>atoms</em>; an atom is a name or the
 * floor of a quotient of two dims. Equal polynomials are equal dims, so {@code 2*batch - batch} is {@code batch}.
 * Names are bound to numbers with {@link #bind} before anything runs. Immutable.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Dim {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    /** Monomial (atoms joined by '*', sorted; empty for the constant) to its coefficient; no zero coefficients. */
    private final SortedMap<String, Long> terms;
    /** The quotients that occur as atoms, by their text. */
    private final SortedMap<String, Quotient> quotients;

    private record Quotient(Dim numerator, Dim denominator) {}

    private Dim(SortedMap<String, Long> terms, SortedMap<String, Quotient> quotients) {
        this.terms = terms;
        this.quotients = quotients;
    }

    /** A dim of this length, at least 0 where it is used in a shape. */
    public static Dim of(long length) {
        SortedMap<String, Long> t = new TreeMap<>();
        if (length != 0) {
            t.put("", length);
        }
        return new Dim(t, new TreeMap<>());
    }

    /** A dim that is known by its name only; names are Java identifiers. */
    public static Dim of(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("a dim's name must be an identifier, but was '" + name + "'");
        }
        return new Dim(new TreeMap<>(Map.of(name, 1L)), new TreeMap<>());
    }

    /** Whether this dim is a number. */
    public boolean isKnown() {
        return terms.isEmpty() || (terms.size() == 1 && terms.containsKey(""));
    }

    /** Whether this dim is a single name. */
    public boolean isName() {
        return terms.size() == 1 && terms.firstKey().matches(NAME) && terms.get(terms.firstKey()) == 1;
    }

    /** The number that this dim is; an {@link IllegalStateException} if it is not {@linkplain #isKnown() known}. */
    public long length() {
        if (!isKnown()) {
            throw new IllegalStateException("the dim " + this + " has no known length yet; bind its names first");
        }
        return terms.getOrDefault("", 0L);
    }

    /** The sum of both. */
    public Dim plus(Dim other) {
        SortedMap<String, Long> sum = new TreeMap<>(terms);
        other.terms.forEach((m, c) -> add(sum, m, c));
        return new Dim(sum, merged(other));
    }

    /** This plus a number. */
    public Dim plus(long number) {
        return plus(of(number));
    }

    /** The difference of both. */
    public Dim minus(Dim other) {
        return plus(other.times(of(-1)));
    }

    /** The product of both. */
    public Dim times(Dim other) {
        SortedMap<String, Long> product = new TreeMap<>();
        terms.forEach((m, c) -> other.terms.forEach((n, d) -> add(product, joined(m, n), Math.multiplyExact(c, d))));
        return new Dim(product, merged(other));
    }

    /** This times a number. */
    public Dim times(long number) {
        return times(of(number));
    }

    /** The floor of the quotient; exact where every coefficient is divisible by a known divisor. */
    public Dim floorDiv(Dim divisor) {
        if (divisor.isKnown()) {
            long d = divisor.length();
            if (d == 0) {
                throw new ArithmeticException("the dim " + this + " is divided by zero");
            }
            if (terms.values().stream().allMatch(c -> c % d == 0)) {
                SortedMap<String, Long> exact = new TreeMap<>();
                terms.forEach((m, c) -> exact.put(m, c / d));
                return new Dim(exact, quotients);
            }
            if (isKnown()) {
                return of(Math.floorDiv(length(), d));
            }
        }
        if (equals(divisor)) {
            return of(1);
        }
        Dim single = dividedByMonomial(divisor);
        if (single != null) {
            return single;
        }
        String text = "floor(" + factor(this) + "/" + factor(divisor) + ")";
        return new Dim(new TreeMap<>(Map.of(text, 1L)), new TreeMap<>(Map.of(text, new Quotient(this, divisor))));
    }

    private static String factor(Dim d) {
        return d.terms.size() > 1 ? "(" + d + ")" : d.toString();
    }

    /** This divided by a number, rounded down. */
    public Dim floorDiv(long divisor) {
        return floorDiv(of(divisor));
    }

    /** The names that occur in this dim. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String monomial : terms.keySet()) {
            for (String atom : atoms(monomial)) {
                Quotient q = quotients.get(atom);
                if (q == null) {
                    names.add(atom);
                } else {
                    names.addAll(q.numerator.names());
                    names.addAll(q.denominator.names());
                }
            }
        }
        return names;
    }

    /** This dim with the given names replaced by numbers; other names stay. */
    public Dim bind(Map<String, Long> binding) {
        return isKnown() ? this : in(new DimBinding(binding));
    }

    /** Another arithmetic in which a dim can be worked out, such as nodes of a file that compute it. */
    public interface Arithmetic<T> {
        T number(long number);

        T name(String name);

        T plus(T a, T b);

        T times(T a, T b);

        T floorDiv(T numerator, T denominator);
    }

    /** This dim worked out in another arithmetic, always in the same order. */
    public <T> T in(Arithmetic<T> arithmetic) {
        T sum = null;
        for (Map.Entry<String, Long> term : terms.entrySet()) {
            T product = null;
            for (String atom : atoms(term.getKey())) {
                Quotient q = quotients.get(atom);
                T factor = q == null
                        ? arithmetic.name(atom)
                        : arithmetic.floorDiv(q.numerator.in(arithmetic), q.denominator.in(arithmetic));
                product = product == null ? factor : arithmetic.times(product, factor);
            }
            if (product == null) {
                product = arithmetic.number(term.getValue());
            } else if (term.getValue() != 1) {
                product = arithmetic.times(product, arithmetic.number(term.getValue()));
            }
            sum = sum == null ? product : arithmetic.plus(sum, product);
        }
        return sum == null ? arithmetic.number(0) : sum;
    }

    /** This dim over a single monomial that divides every term of it, or null if it does not. */
    private Dim dividedByMonomial(Dim divisor) {
        if (divisor.terms.size() != 1) {
            return null;
        }
        String monomial = divisor.terms.firstKey();
        long coefficient = divisor.terms.get(monomial);
        SortedMap<String, Long> result = new TreeMap<>();
        for (Map.Entry<String, Long> term : terms.entrySet()) {
            List<String> rest = new ArrayList<>(atoms(term.getKey()));
            for (String atom : atoms(monomial)) {
                if (!rest.remove(atom)) {
                    return null;
                }
            }
            if (term.getValue() % coefficient != 0) {
                return null;
            }
            add(result, String.join("*", rest), term.getValue() / coefficient);
        }
        return new Dim(result, quotients);
    }

    private SortedMap<String, Quotient> merged(Dim other) {
        if (other.quotients.isEmpty()) {
            return quotients;
        }
        SortedMap<String, Quotient> both = new TreeMap<>(quotients);
        both.putAll(other.quotients);
        return both;
    }

    private static void add(SortedMap<String, Long> terms, String monomial, long coefficient) {
        BinaryOperator<Long> sum = (a, b) -> Math.addExact(a, b) == 0 ? null : Long.valueOf(a + b);
        terms.merge(monomial, coefficient, sum);
    }

    private static String joined(String a, String b) {
        List<String> all = new ArrayList<>(atoms(a));
        all.addAll(atoms(b));
        Collections.sort(all);
        return String.join("*", all);
    }

    /** Splits at the '*' that stand outside parentheses, since a quotient's text may hold products itself. */
    private static List<String> atoms(String monomial) {
        List<String> atoms = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < monomial.length(); i++) {
            char c = monomial.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '*' && depth == 0) {
                atoms.add(monomial.substring(start, i));
                start = i + 1;
            }
        }
        if (!monomial.isEmpty()) {
            atoms.add(monomial.substring(start));
        }
        return atoms;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Dim d && terms.equals(d.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** For example {@code 32}, {@code batch}, {@code 2*batch + 1}. */
    @Override
    public String toString() {
        if (isKnown()) {
            return Long.toString(length());
        }
        StringBuilder text = new StringBuilder();
        terms.forEach((m, c) -> {
            if (!m.isEmpty()) {
                appendTerm(text, m, c);
            }
        });
        if (terms.containsKey("")) {
            appendTerm(text, "", terms.get(""));
        }
        return text.toString();
    }

    private static void appendTerm(StringBuilder text, String monomial, long coefficient) {
        if (text.length() > 0) {
            text.append(coefficient < 0 ? " - " : " + ");
        } else if (coefficient < 0) {
            text.append('-');
        }
        long size = Math.abs(coefficient);
        if (monomial.isEmpty()) {
            text.append(size);
        } else {
            text.append(size == 1 ? "" : size + "*").append(monomial);
        }
    }
}
