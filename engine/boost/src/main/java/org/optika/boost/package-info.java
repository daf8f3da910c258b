/** Boosted trees of XGBoost as a learner of scores; part of a build with {@code -Pxgboost} only. */
package org.optika.boost;
