package io.drover.server.http;

import io.drover.server.activation.Comparisons;
import io.drover.server.activation.Deployments;
import io.drover.server.activation.Pushes;
import io.drover.server.activation.RuleSetHolder;
import io.drover.server.activation.TreatmentSwitches;
import io.drover.server.audit.AuditLog;
import io.drover.server.config.PacksConfig;

/**
 * What there is to know of the rules, and to do to them.
 *
 * @param holder of those that serve
 * @param switches of treatments
 * @param deployments of revisions that are kept
 * @param pushes of new ones
 * @param comparisons of revisions
 * @param audit of all of it
 */
public record Rules(
        RuleSetHolder holder,
        TreatmentSwitches switches,
        Deployments deployments,
        Pushes pushes,
        Comparisons comparisons,
        AuditLog audit,
        PacksConfig config) {}
