package org.optika.core.privacy.noise;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads a class file (Java Virtual Machine Specification, chapters 4 and 6) and tells where it
 * could hold a {@code float} or a {@code double}, or names a generator of random numbers. A value
 * of such a type comes from a constant, a conversion, an array, a field or a call, so it shows in
 * the constant pool, in a descriptor or in an instruction.
 */
final class FloatingPointScan {

  private static final Pattern RANDOM =
      Pattern.compile(
          "java/util/Random|java/util/random/.*|java/util/SplittableRandom|java/security/SecureRandom"
              + "|java/util/concurrent/ThreadLocalRandom|org/apache/commons/.*");
  private static final Pattern BOXED =
      Pattern.compile("java/lang/(Double|Float|StrictMath)|java/util/function/.*Double.*");
  private static final Pattern CLASS_IN_DESCRIPTOR = Pattern.compile("L[^;]*;");
  private static final BitSet INSTRUCTIONS = instructions();

  private final DataInputStream in;
  private final TreeSet<String> findings = new TreeSet<>();
  private String[] texts;
  private int[] tags;
  private int[] references;

  private FloatingPointScan(byte[] classFile) {
    this.in = new DataInputStream(new ByteArrayInputStream(classFile));
  }

  /** What was found, in alphabetical order; empty for a class of integers. */
  static List<String> findings(byte[] classFile) throws IOException {
    FloatingPointScan scan = new FloatingPointScan(classFile);
    scan.read();
    return List.copyOf(scan.findings);
  }

  private void read() throws IOException {
    in.skipNBytes(8); // magic and version
    readConstants();
    in.skipNBytes(6); // access, this class, super class
    in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
    readMembers("field");
    readMembers("method");
  }

  private void readConstants() throws IOException {
    int count = in.readUnsignedShort();
    texts = new String[count];
    tags = new int[count];
    references = new int[count];
    for (int i = 1; i < count; i++) {
      tags[i] = in.readUnsignedByte();
      switch (tags[i]) {
        case 1 -> texts[i] = in.readUTF();
        case 3 -> in.skipNBytes(4);
        case 4 -> findings.add("constant " + in.readFloat() + "f");
        case 5 -> {
          in.skipNBytes(8);
          i++; // takes two places
        }
        case 6 -> {
          findings.add("constant " + in.readDouble());
          i++;
        }
        case 7, 8, 16, 19, 20 -> references[i] = in.readUnsignedShort();
        case 9, 10, 11, 17, 18 -> in.skipNBytes(4);
        case 12 -> {
          in.skipNBytes(2); // name
          references[i] = in.readUnsignedShort();
        }
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("unknown tag of a constant: " + tags[i]);
      }
    }
    for (int i = 1; i < count; i++) {
      switch (tags[i]) {
        case 7 -> checkClass(texts[references[i]]);
        case 12, 16 -> checkDescriptor("call or field of type", texts[references[i]]);
        default -> {} // no type
      }
    }
  }

  private void checkClass(String name) {
    if (RANDOM.matcher(name).matches() || BOXED.matcher(name).matches()) {
      findings.add("class " + name);
    }
    if (name.startsWith("[")) {
      checkDescriptor("class", name);
    }
  }

  private void checkDescriptor(String what, String descriptor) {
    String primitives = CLASS_IN_DESCRIPTOR.matcher(descriptor).replaceAll("");
    if (primitives.contains("D") || primitives.contains("F")) {
      findings.add(what + " " + descriptor);
    }
  }

  private void readMembers(String kind) throws IOException {
    int count = in.readUnsignedShort();
    for (int member = 0; member < count; member++) {
      in.skipNBytes(2); // access
      String name = texts[in.readUnsignedShort()];
      checkDescriptor(kind + " " + name, texts[in.readUnsignedShort()]);
      int attributes = in.readUnsignedShort();
      for (int attribute = 0; attribute < attributes; attribute++) {
        String attributeName = texts[in.readUnsignedShort()];
        byte[] content = in.readNBytes(in.readInt());
        if (attributeName.equals("Code")) {
          readCode(kind + " " + name, content);
        }
      }
    }
  }

  private void readCode(String where, byte[] attribute) throws IOException {
    DataInputStream code = new DataInputStream(new ByteArrayInputStream(attribute));
    code.skipNBytes(4); // stack and locals
    byte[] instructions = code.readNBytes(code.readInt());
    for (int at = 0; at < instructions.length; at += length(instructions, at)) {
      int instruction = instructions[at] & 0xFF;
      int operand = at + 1 < instructions.length ? instructions[at + 1] & 0xFF : 0;
      boolean newArray = instruction == 188 && (operand == 6 || operand == 7);
      boolean wide = instruction == 196 && INSTRUCTIONS.get(operand);
      if (INSTRUCTIONS.get(instruction) || newArray || wide) {
        findings.add(where + ": instruction " + instruction);
      }
    }
  }

  private static int length(byte[] code, int at) {
    int instruction = code[at] & 0xFF;
    int padded = at + 4 - at % 4;
    return switch (instruction) {
      case 16, 18, 21, 22, 23, 24, 25, 54, 55, 56, 57, 58, 169, 188 -> 2;
      case 17, 19, 20, 132, 178, 179, 180, 181, 182, 183, 184, 187, 189, 192, 193, 198, 199 -> 3;
      case 197 -> 4;
      case 185, 186, 200, 201 -> 5;
      case 170 -> // tableswitch: default, low, high, one jump each
          padded + 12 + 4 * (number(code, padded + 8) - number(code, padded + 4) + 1) - at;
      case 171 -> padded + 8 + 8 * number(code, padded + 4) - at; // lookupswitch
      case 196 -> (code[at + 1] & 0xFF) == 132 ? 6 : 4;
      default -> 153 <= instruction && instruction <= 168 ? 3 : 1; // jumps, and all the rest
    };
  }

  private static int number(byte[] code, int at) {
    return (code[at] & 0xFF) << 24
        | (code[at + 1] & 0xFF) << 16
        | (code[at + 2] & 0xFF) << 8
        | code[at + 3] & 0xFF;
  }

  /** All that load, store, compute, compare, convert or return a float or a double. */
  private static BitSet instructions() {
    BitSet set = new BitSet();
    set.set(11, 16); // fconst, dconst
    set.set(23, 25); // fload, dload
    set.set(34, 42); // fload_n, dload_n
    set.set(48, 50); // faload, daload
    set.set(56, 58); // fstore, dstore
    set.set(67, 75); // fstore_n, dstore_n
    set.set(81, 83); // fastore, dastore
    for (int arithmetic = 98; arithmetic <= 118; arithmetic += 4) { // add, sub, mul, div, rem, neg
      set.set(arithmetic, arithmetic + 2);
    }
    set.set(134, 136); // i2f, i2d
    set.set(137, 145); // l2f, l2d, f2i, f2l, f2d, d2i, d2l, d2f
    set.set(149, 153); // fcmpl, fcmpg, dcmpl, dcmpg
    set.set(174, 176); // freturn, dreturn
    return set;
  }
}
