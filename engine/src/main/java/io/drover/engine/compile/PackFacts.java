package io.drover.engine.compile;

import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.Contact;
import io.drover.model.fact.DecisionTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one pack is to decide on.
 *
 * @param subject what kind of subject it is about
 * @param facts in canonical order, bound to {@code time}
 * @param declared facts of types that packs declare, by type name, each as its fields; in canonical order
 * @param contacts in the order of the request
 */
public record PackFacts(
        SubjectKind subject,
        List<Object> facts,
        Map<String, List<Map<String, Object>>> declared,
        List<Contact> contacts,
        DecisionTime time) {

    /** The same, and {@code more} facts behind the others. */
    public PackFacts and(List<?> more) {
        List<Object> all = new ArrayList<>(facts);
        all.addAll(more);
        return new PackFacts(subject, all, declared, contacts, time);
    }
}
