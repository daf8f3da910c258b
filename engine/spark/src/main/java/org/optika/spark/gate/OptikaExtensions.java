package org.optika.spark.gate;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Makes {@code permission_at(from, state, at_micros)} known to Spark SQL; set in {@code
 * spark.sql.extensions}.
 */
public final class OptikaExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectFunction(
        new Tuple3<>(
            new FunctionIdentifier("permission_at"),
            new ExpressionInfo(GateFunctions.class.getName(), "permission_at"),
            new AbstractFunction1<Seq<Expression>, Expression>() {
              @Override
              public Expression apply(Seq<Expression> arguments) {
                return GateFunctions.permissionAt(arguments);
              }
            }));
    return BoxedUnit.UNIT;
  }
}
