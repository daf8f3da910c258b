import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What {@code mvnw} needs of curl and sha512sum, for machines that have neither. Run as one source file.
 *
 * <pre>
 * java Fetch.java download ADDRESS FILE
 * java Fetch.java sha512 FILE
 * </pre>
 */
final class Fetch {
  public static void main(String[] args) throws NoSuchAlgorithmException {
    try {
      switch (args[0]) {
        case "download" -> download(args[1], Path.of(args[2]));
        case "sha512" -> System.out.println(sha512(Path.of(args[1])));
        default -> throw new IllegalArgumentException("expected download or sha512, got " + args[0]);
      }
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("Fetch: " + e);
      System.exit(1);
    }
  }

  private static void download(String address, Path file) throws IOException {
    try (InputStream in = URI.create(address).toURL().openStream()) {
      Files.copy(in, file);
    }
  }

  private static String sha512(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
