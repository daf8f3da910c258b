package org.optika.spark.gate;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.GateRule;
import org.optika.core.gate.LongList;
import org.optika.core.gate.VendorClosings;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The gate's decisions as expressions that Spark compiles into its generated code: the static
 * methods below are called for each row, without boxing and without a UDF.
 */
public final class GateFunctions {
  private GateFunctions() {}

  /**
   * The code of {@link GateDecision} for one row of activity.
   *
   * @param from {@code permission.from}, null for a subject without record
   * @param state {@code permission.state}
   * @param atMicros bigint, instant of the activity
   */
  static Column decision(
      Column from, Column state, Column atMicros, long asOfMicros, GateRule rule) {
    return ExpressionUtils.column(
        invoke(
            "decide",
            DataTypes.IntegerType,
            List.of(),
            ExpressionUtils.expression(from),
            ExpressionUtils.expression(state),
            ExpressionUtils.expression(atMicros),
            Literal.create(asOfMicros, DataTypes.LongType),
            Literal.fromObject(rule, new ObjectType(GateRule.class))));
  }

  /**
   * A decision with what is closed for the vendor of the row.
   *
   * @param decision code of {@link GateDecision}
   * @param vendor text; null where the row names none
   * @param atMicros bigint, instant of the activity
   */
  static Column withVendor(
      Column decision, Column vendor, Column atMicros, VendorClosings closings) {
    return ExpressionUtils.column(
        invoke(
            "withVendor",
            DataTypes.IntegerType,
            List.of(),
            ExpressionUtils.expression(decision),
            ExpressionUtils.expression(vendor),
            ExpressionUtils.expression(atMicros),
            Literal.fromObject(VendorTexts.of(closings), new ObjectType(VendorTexts.class))));
  }

  /** Whether a subject permits all purposes of the rule at every instant of a span. */
  static Column permitsThroughout(
      Column from, Column state, long fromMicros, long toMicros, GateRule rule) {
    return ExpressionUtils.column(
        invoke(
            "permitsThroughout",
            DataTypes.BooleanType,
            List.of(),
            ExpressionUtils.expression(from),
            ExpressionUtils.expression(state),
            Literal.create(fromMicros, DataTypes.LongType),
            Literal.create(toMicros, DataTypes.LongType),
            Literal.fromObject(rule, new ObjectType(GateRule.class))));
  }

  /** The state word at an instant; {@code defaultState} before the first step. */
  public static Column stateAt(Column from, Column state, Column atMicros, long defaultState) {
    return ExpressionUtils.column(
        invoke(
            "stateAt",
            DataTypes.LongType,
            List.of(),
            ExpressionUtils.expression(from),
            ExpressionUtils.expression(state),
            ExpressionUtils.expression(atMicros),
            Literal.create(defaultState, DataTypes.LongType)));
  }

  /** SQL function {@code permission_at(from, state, at_micros)}: all purposes at 4 bits each. */
  static Expression permissionAt(Seq<Expression> arguments) {
    if (arguments.size() != 3) {
      throw new IllegalArgumentException(
          "permission_at(from, state, at_micros) has three arguments, got " + arguments.size());
    }
    DataType longs = new ArrayType(DataTypes.LongType, true);
    return invoke(
        "stateAt",
        DataTypes.LongType,
        List.of(longs, longs, DataTypes.LongType),
        arguments.apply(0),
        arguments.apply(1),
        arguments.apply(2));
  }

  /**
   * @param inputTypes to which Spark may cast the arguments; empty when they fit as they are
   */
  private static Expression invoke(
      String method, DataType type, List<AbstractDataType> inputTypes, Expression... arguments) {
    return new StaticInvoke(
        GateFunctions.class,
        type,
        method,
        CollectionConverters.asScala(List.of(arguments)).toSeq(),
        CollectionConverters.asScala(inputTypes).toSeq(),
        false,
        false,
        true,
        scala.Option.empty());
  }

  /** Called by generated code. */
  public static int decide(
      ArrayData from, ArrayData state, long atMicros, long asOfMicros, GateRule rule) {
    return GateDecision.decide(
        view(from), view(state), rule.defaultState(), atMicros, asOfMicros, rule);
  }

  /** Called by generated code. */
  public static int withVendor(int decision, UTF8String vendor, long atMicros, VendorTexts closed) {
    return GateDecision.withVendor(decision, closed.closedAt(vendor, atMicros));
  }

  /** Called by generated code. */
  public static boolean permitsThroughout(
      ArrayData from, ArrayData state, long fromMicros, long toMicros, GateRule rule) {
    return GateDecision.permitsThroughout(view(from), view(state), fromMicros, toMicros, rule);
  }

  /** Called by generated code: the state word at an instant; 0 for a subject without record. */
  public static long stateAt(ArrayData from, ArrayData state, long atMicros) {
    return stateAt(from, state, atMicros, 0);
  }

  /** Called by generated code: as above, with what holds before the first step. */
  public static long stateAt(ArrayData from, ArrayData state, long atMicros, long defaultState) {
    long word = defaultState;
    for (int step = 0;
        from != null && step < from.numElements() && from.getLong(step) <= atMicros;
        step++) {
      word = state.getLong(step);
    }
    return word;
  }

  private static LongList view(ArrayData data) {
    if (data == null) {
      return null;
    }
    return new LongList() {
      @Override
      public int size() {
        return data.numElements();
      }

      @Override
      public long get(int index) {
        return data.getLong(index);
      }
    };
  }
}
