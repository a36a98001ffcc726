package dwell.trainer.evaluate;

import dwell.envs.families.Family;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.MixtureMember;
import dwell.trainer.config.RunConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What compute of a family that is mixed in counts.
 *
 * @param id of the family
 * @param unit of its own compute
 * @param counts units of the mixture for one of its own
 */
public record MemberCompute(String id, String unit, double counts) {
    /**
     * All families that are mixed in, in the order of the config.
     *
     * @throws IllegalArgumentException with one sentence, if a member leaves the count to the default prices and the first family
     *     has none
     */
    public static List<MemberCompute> of(Catalog catalog, RunConfig config) {
        List<MemberCompute> out = new ArrayList<>();
        for (MixtureMember member : config.mixture()) {
            Family<?> family = catalog.family(member.env().id());
            String unit =
                    Declared.family(family, member.env().parameters()).train().computeUnit();
            out.add(new MemberCompute(family.id(), unit, counts(catalog, config, out.size())));
        }
        return out;
    }

    /** Units of the mixture for one unit of a member's. */
    static double counts(Catalog catalog, RunConfig config, int index) {
        MixtureMember member = config.mixture().get(index);
        if (member.compute() > 0) {
            return member.compute();
        }
        double first = catalog.family(config.env().id()).defaultStakes().price();
        if (first == 0) {
            throw new IllegalArgumentException(
                    "mixture[%d].compute must be greater than 0 with env %s, which has a default price of 0 to compare with, was 0"
                            .formatted(index, config.env().id()));
        }
        return catalog.family(member.env().id()).defaultStakes().price() / first;
    }

    /** In a sentence, for example {@code a unit of its compute (tokens) counts as 0.05 (votes)}. */
    public String text(String mixtureUnit, String number) {
        return "a unit of its compute (%s) counts as %s of the mixture's (%s)".formatted(unit, number, mixtureUnit);
    }
}
