package dev.sprout.volumes.sections;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a stack in the order of the numbers in their names: s2.png before s10.png. */
final class SectionFiles {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern SECTION = Pattern.compile("(?i).*\\.(png|tiff?)");

  private SectionFiles() {}

  /**
   * Lists a stack.
   *
   * @param glob that file names match, for example {@code *.png}; {@code *} takes every picture
   * @throws UserError when there is none, names differ in more than one number, or numbers are
   *     missing
   */
  static List<Path> list(Path folder, String glob) {
    List<Path> files = matching(folder, glob);
    if (files.isEmpty()) {
      throw UserError.failure("%s has no PNG or TIFF files that match %s", folder, glob);
    } else if (files.stream().map(SectionFiles::suffix).distinct().count() > 1) {
      throw UserError.failure(
          "%s has PNG and TIFF files; name one kind, for example %s/*.png", folder, folder);
    } else if (files.size() == 1) {
      return files;
    }
    Map<BigInteger, Path> byNumber = byNumber(files, field(folder, files));
    requireEvenSteps(folder, List.copyOf(byNumber.keySet()));
    return List.copyOf(byNumber.values());
  }

  private static List<Path> matching(Path folder, String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> SECTION.matcher(file.getFileName().toString()).matches())
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> matcher.matches(file.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be listed: %s", folder, e.getMessage());
    }
  }

  private static String suffix(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".png") ? "png" : "tiff";
  }

  /** Which of the numbers in the names counts the sections. */
  private static int field(Path folder, List<Path> files) {
    String first = files.get(0).getFileName().toString();
    List<BigInteger> numbers = numbers(first);
    int field = -1;
    for (Path file : files) {
      String name = file.getFileName().toString();
      List<BigInteger> others = numbers(name);
      if (!NUMBER.matcher(name).replaceAll("0").equals(NUMBER.matcher(first).replaceAll("0"))) {
        throw differ(folder, first, name);
      }
      for (int i = 0; i < others.size(); i++) {
        if (!others.get(i).equals(numbers.get(i))) {
          if (field >= 0 && field != i) {
            throw differ(folder, first, name);
          }
          field = i;
        }
      }
    }
    if (field < 0) {
      throw differ(folder, first, files.get(1).getFileName().toString());
    }
    return field;
  }

  private static UserError differ(Path folder, String one, String other) {
    return UserError.failure(
        "the sections in %s have no clear order: names such as %s and %s should differ in one number"
            + " and nothing else. Name those of one stack, for example %s/raw_*.png.",
        folder, one, other, folder);
  }

  private static List<BigInteger> numbers(String name) {
    List<BigInteger> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(name);
    while (matcher.find()) {
      numbers.add(new BigInteger(matcher.group()));
    }
    return numbers;
  }

  private static Map<BigInteger, Path> byNumber(List<Path> files, int field) {
    Map<BigInteger, Path> byNumber = new TreeMap<>();
    for (Path file : files) {
      Path other = byNumber.put(numbers(file.getFileName().toString()).get(field), file);
      if (other != null) {
        throw UserError.failure("%s and %s have the same number", other, file);
      }
    }
    return byNumber;
  }

  /** A missing section would shift all behind it. */
  private static void requireEvenSteps(Path folder, List<BigInteger> numbers) {
    BigInteger step = null;
    for (int i = 1; i < numbers.size(); i++) {
      BigInteger next = numbers.get(i).subtract(numbers.get(i - 1));
      step = step == null ? next : step.min(next);
    }
    for (int i = 1; i < numbers.size(); i++) {
      if (!numbers.get(i).subtract(numbers.get(i - 1)).equals(step)) {
        throw UserError.failure(
            "%s has no section between %d and %d: put it there, or number the files without gaps",
            folder, numbers.get(i - 1), numbers.get(i));
      }
    }
  }
}
