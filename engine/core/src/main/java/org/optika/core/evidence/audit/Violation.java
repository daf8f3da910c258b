package org.optika.core.evidence.audit;

import java.util.Optional;

/**
 * What was seen although a purpose of its tag was not permitted.
 *
 * @param purpose first one that was not permitted, in the order of the rule pack
 * @param tag id
 * @param reason state of that purpose, e.g. {@code withdrawn}
 * @param delay time since the withdrawal; of {@link ViolationKind#READ_AFTER_WITHDRAWAL} only
 */
public record Violation(
    ViolationKind kind, String purpose, String tag, String reason, Optional<DelayClass> delay) {}
