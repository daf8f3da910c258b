package org.optika.core.evidence.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** The definitions of RFC 9162, sections 2.1.1, 2.1.3.1 and 2.1.4.1, as they stand there. */
final class RecursiveTree {
  private RecursiveTree() {}

  static byte[] mth(List<byte[]> data) {
    int n = data.size();
    if (n == 0) {
      return sha256();
    }
    if (n == 1) {
      return sha256(new byte[] {0}, data.get(0));
    }
    int k = split(n);
    return sha256(new byte[] {1}, mth(data.subList(0, k)), mth(data.subList(k, n)));
  }

  static List<byte[]> path(int m, List<byte[]> data) {
    int n = data.size();
    if (n == 1) {
      return new ArrayList<>();
    }
    int k = split(n);
    List<byte[]> path = m < k ? path(m, data.subList(0, k)) : path(m - k, data.subList(k, n));
    path.add(mth(m < k ? data.subList(k, n) : data.subList(0, k)));
    return path;
  }

  static List<byte[]> subproof(int m, List<byte[]> data, boolean known) {
    int n = data.size();
    if (m == n) {
      return known ? new ArrayList<>() : new ArrayList<>(List.of(mth(data)));
    }
    int k = split(n);
    List<byte[]> proof =
        m <= k
            ? subproof(m, data.subList(0, k), known)
            : subproof(m - k, data.subList(k, n), false);
    proof.add(mth(m <= k ? data.subList(k, n) : data.subList(0, k)));
    return proof;
  }

  /** The largest power of two smaller than n. */
  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError(missing);
    }
  }

  static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(HexFormat.of()::formatHex).toList();
  }

  /** Different data of different lengths. */
  static List<byte[]> data(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> "leaf ".repeat(i % 3).concat("" + i).getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
