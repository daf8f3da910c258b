package org.optika.core.privacy.noise;

/**
 * Uniform random bits, each independent of all others. The only randomness that a mechanism sees:
 * the same bits give the same noise.
 *
 * <p>Production has one implementation, the stream of a {@link ReleaseKey}. Not thread-safe.
 */
public interface BitSource {

  /**
   * @param count how many bits, in [1, 63]
   * @return the next bits as an integer in [0, 2^count)
   */
  long nextBits(int count);
}
