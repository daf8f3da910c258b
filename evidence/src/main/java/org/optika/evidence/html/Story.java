package org.optika.evidence.html;

import java.util.List;

/** What figures of a table say, in sentences and in charts; both may be few or none. */
record Story(List<String> sentences, List<Page.Chart> charts) {
  static final Story NONE = new Story(List.of(), List.of());
}
