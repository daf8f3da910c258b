/** What leaves the house for a public audience: specification, bounds, plan and noisy rows. */
package org.optika.core.release;
