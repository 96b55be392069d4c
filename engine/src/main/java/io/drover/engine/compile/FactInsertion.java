package io.drover.engine.compile;

import io.drover.engine.drl.DeclaredType;
import io.drover.engine.pack.RulePack;
import io.drover.model.fact.TimedFact;
import java.util.Map;
import org.kie.api.KieBase;
import org.kie.api.definition.type.FactType;
import org.kie.api.runtime.KieSession;

/**
 * Puts the facts of a decision into sessions of one rule base.
 *
 * @param declaredTypes those of the pack, by name
 */
record FactInsertion(RulePack pack, Map<String, DeclaredType> declaredTypes, KieBase ruleBase) {

    /** Inserts {@code facts}, those of declared types as the rule base knows these. */
    void insert(PackFacts facts, KieSession session) {
        for (Object fact : facts.facts()) {
            session.insert(fact);
        }
        facts.declared().forEach((name, instances) -> {
            DeclaredType declared = declaredTypes.get(name);
            if (declared != null) {
                FactType type = ruleBase.getFactType(pack.packageName(), name);
                new DeclaredFacts(declared)
                        .visible(instances, facts.time())
                        .forEach(fields -> session.insert(instance(type, fields, facts)));
            }
        });
    }

    private static Object instance(FactType type, Map<String, Object> fields, PackFacts facts) {
        try {
            Object instance = type.newInstance();
            type.setFromMap(instance, fields);
            if (instance instanceof TimedFact timed) {
                timed.bind(facts.time());
            }
            return instance;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
