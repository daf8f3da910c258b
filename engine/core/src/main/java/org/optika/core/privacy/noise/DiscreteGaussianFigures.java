package org.optika.core.privacy.noise;

import java.math.BigDecimal;
import java.math.BigInteger;

/** What the report says about discrete Gaussian noise; as in {@link AdditiveMechanism}. */
interface DiscreteGaussianFigures {

  BigDecimal variance();

  BigDecimal meanAbsoluteError();

  BigDecimal probabilityOfZero();

  BigInteger halfWidth(Rational alpha);
}
