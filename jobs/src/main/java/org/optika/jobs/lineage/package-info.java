/**
 * What runs tell catalogues of lineage: events of OpenLineage (spec 2-0-2) as lines of JSON, with a
 * facet of our own for the gate (docs/gate-facet.schema.json).
 */
package org.optika.jobs.lineage;
