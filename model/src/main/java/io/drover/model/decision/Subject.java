package io.drover.model.decision;

/** Who a decision is about. */
public record Subject(SubjectKind kind, String id) {}
