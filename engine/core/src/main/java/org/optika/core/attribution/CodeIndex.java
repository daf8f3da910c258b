package org.optika.core.attribution;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Numbers distinct non-zero keys 0, 1, 2 ... in the order of their first appearance: a primitive
 * open-addressing hash table.
 */
final class CodeIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private long[] keyOf = new long[16];
  private long[] slotKey = new long[64];
  private int[] slotIndex = new int[64];
  private int size;

  int size() {
    return size;
  }

  long key(int index) {
    return keyOf[index];
  }

  /**
   * @param key not 0
   */
  int indexOf(long key) {
    int mask = slotKey.length - 1;
    int slot = (int) BootstrapWeights.mix(key) & mask;
    while (slotKey[slot] != key) {
      if (slotKey[slot] == 0) {
        return insert(key, slot);
      }
      slot = (slot + 1) & mask;
    }
    return slotIndex[slot];
  }

  private int insert(long key, int slot) {
    if (size == keyOf.length) {
      keyOf = Arrays.copyOf(keyOf, 2 * size);
    }
    keyOf[size] = key;
    slotKey[slot] = key;
    slotIndex[slot] = size;
    size++;
    if (2 * size > slotKey.length) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    slotKey = new long[2 * slotKey.length];
    slotIndex = new int[slotKey.length];
    int mask = slotKey.length - 1;
    for (int index = 0; index < size; index++) {
      int slot = (int) BootstrapWeights.mix(keyOf[index]) & mask;
      while (slotKey[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slotKey[slot] = keyOf[index];
      slotIndex[slot] = index;
    }
  }
}
