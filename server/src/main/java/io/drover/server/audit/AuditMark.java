package io.drover.server.audit;

/**
 * A line of the audit, as another file names it.
 *
 * @param sequence of the line
 * @param sha256 of the line, in hexadecimal
 */
public record AuditMark(long sequence, String sha256) {}
