/** The bundle as one file: its parts, the manifest over them, the signature over the manifest. */
package org.optika.evidence.bundle;
