package dev.sprout.gallery.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long the calls of the page took. */
final class TimesSection implements Section {
  @Override
  public String title() {
    return "Times";
  }

  @Override
  public String lead() {
    return "Wall-clock seconds of the calls of this page on "
        + Machine.name()
        + ". Each call loads its model anew; other programs may have run beside it.";
  }

  @Override
  public List<String> commands() {
    return List.of();
  }

  @Override
  public Html content(Workshop workshop) {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (Workshop.Done done : workshop.calls()) {
      times.computeIfAbsent(command(done.call()), name -> new ArrayList<>()).add(done.seconds());
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("command", "calls", "shortest", "longest", "in all"));
    times.forEach((name, seconds) -> rows.add(row(name, seconds)));
    rows.add(row("all", workshop.calls().stream().map(Workshop.Done::seconds).toList()));
    return Figures.figure(Figures.table(rows), "");
  }

  /** The command's name with its subcommand. */
  private static String command(SproutCall call) {
    String first = call.words().get(0);
    boolean isGroup = List.of("em", "train", "evaluate").contains(first);
    return isGroup ? first + " " + call.words().get(1) : first;
  }

  private static List<String> row(String name, List<Double> seconds) {
    var summary = seconds.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return List.of(
        name,
        String.valueOf(summary.getCount()),
        tenths(summary.getMin()),
        tenths(summary.getMax()),
        tenths(summary.getSum()));
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
