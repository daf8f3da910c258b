package org.optika.core.ingest;

import java.io.Serializable;

/** A raw column that may name the subject, and what kind of identifier it holds. */
public record IdentifierColumn(String column, IdentifierType type) implements Serializable {}
