package org.optika.core.optin;

/** How a showing ended, for the notice as a whole and not for one purpose. */
public enum ChoiceForm {
  ACCEPT_ALL,
  /** Purposes were set one by one; also a choice by a method that is neither of the two buttons. */
  SAVE,
  /** "Reject all", or a save with every purpose off. */
  DENY_ALL,
  /** Ignored, dismissed or put off. */
  NONE
}
