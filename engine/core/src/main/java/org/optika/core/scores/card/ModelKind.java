package org.optika.core.scores.card;

import java.util.Locale;

/** What a model predicts. */
public enum ModelKind {
  /** That a person leaves. */
  CHURN;

  /** Name in config and in the model card; kebab-case, never reused. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
