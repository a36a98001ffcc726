package dwell.trainer.evaluate;

import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import dwell.envs.wrappers.Mixture;
import dwell.envs.wrappers.Wrapper;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.Component;
import dwell.trainer.config.MixtureMember;
import dwell.trainer.config.RunConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a config declares: its family, mixed with others and wrapped.
 *
 * @param train the process that is trained on
 * @param heldOut the process of held-out items; empty where there are none. A family without held-out items takes part in a
 *     mixture's with the items that it has
 */
public record Declared(DecisionProcess<?> train, Optional<DecisionProcess<?>> heldOut) {
    /**
     * Declares.
     *
     * @param config with a family and wrappers that the catalog knows
     * @throws IllegalArgumentException with one sentence, if parameters cannot be used together
     */
    public static Declared of(Catalog catalog, RunConfig config) {
        Declared own = family(catalog.family(config.env().id()), config.env().parameters());
        Declared mixed = config.mixture().isEmpty() ? own : mixed(catalog, config, own);
        return new Declared(wrapped(catalog, config, mixed.train), mixed.heldOut.map(p -> wrapped(catalog, config, p)));
    }

    private static Declared mixed(Catalog catalog, RunConfig config, Declared own) {
        List<Mixture.Member> train = new ArrayList<>();
        List<Mixture.Member> heldOut = new ArrayList<>();
        boolean any = own.heldOut.isPresent();
        add(train, heldOut, new Mixture.Member(config.env().id(), 1, own.train), own);
        for (int i = 0; i < config.mixture().size(); i++) {
            MixtureMember member = config.mixture().get(i);
            double compute = MemberCompute.counts(catalog, config, i);
            Component env = member.env();
            Declared other = family(catalog.family(env.id()), env.parameters());
            any |= other.heldOut.isPresent();
            add(train, heldOut, new Mixture.Member(env.id(), member.weight(), compute, other.train), other);
        }
        return new Declared(Mixture.of(train), any ? Optional.of(Mixture.of(heldOut)) : Optional.empty());
    }

    private static void add(
            List<Mixture.Member> train, List<Mixture.Member> heldOut, Mixture.Member member, Declared one) {
        String id = member.name();
        long before = train.stream()
                .filter(m -> m.name().replaceAll("#.*", "").equals(id))
                .count();
        String name = before == 0 ? id : "%s#%d".formatted(id, before + 1);
        train.add(new Mixture.Member(name, member.weight(), member.compute(), one.train));
        heldOut.add(new Mixture.Member(name, member.weight(), member.compute(), one.heldOut.orElse(one.train)));
    }

    private static DecisionProcess<?> wrapped(Catalog catalog, RunConfig config, DecisionProcess<?> process) {
        DecisionProcess<?> out = process;
        for (Component wrapper : config.wrappers()) {
            out = wrap(catalog.wrapper(wrapper.id()), wrapper.parameters(), out);
        }
        return out;
    }

    private static <P extends Record> DecisionProcess<?> wrap(
            Wrapper<P> wrapper, Record parameters, DecisionProcess<?> process) {
        @SuppressWarnings("unchecked") // bound from the type of this wrapper's defaults
        P own = (P) parameters;
        return wrapper.wrap(process, own);
    }

    static <P extends Record> Declared family(Family<P> family, Record parameters) {
        @SuppressWarnings("unchecked") // bound from the type of this family's defaults
        P own = (P) parameters;
        return new Declared(family.declare(own), family.heldOut(own));
    }
}
