package dev.sprout.cli;

import dev.sprout.cli.StandardOutput.ClosedPipe;
import dev.sprout.core.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Messages and exit codes of commands that fail. */
final class Failures {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private Failures() {}

  /** Prints why the command line can't be parsed; returns the exit code. */
  static int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(Text.plain(worded(e)));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println(command.getCommandSpec().qualifiedName() + " --help shows what is accepted.");
    return WRONG_USAGE;
  }

  /** The message; where a value is not of its option's type, with the option and what it takes. */
  private static String worded(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      Set<String> commands = e.getCommandLine().getSubcommands().keySet();
      return "%s is %s"
          .formatted(
              unmatched.getUnmatched().get(0),
              commands.isEmpty()
                  ? "one argument too many"
                  : "no command; accepted are " + String.join(", ", commands));
    }
    ArgSpec argument = e.getArgSpec();
    boolean isConversion =
        e.getCause() instanceof TypeConversionException
            || e.getCause() instanceof NumberFormatException;
    if (!isConversion || argument == null) {
      return e.getMessage();
    }
    String name =
        argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    Class<?> type = argument.auxiliaryTypes()[0];
    String given = e.getValue().isEmpty() ? "empty" : e.getValue();
    return "%s is %s; %s is needed".formatted(name, given, needed(type, given));
  }

  private static String needed(Class<?> type, String given) {
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    } else if (type == double.class || type == Double.class) {
      return "a number";
    } else if (type == Path.class) {
      return "a name in the letters of this locale (LC_ALL=C.UTF-8 has all)";
    } else if (given.matches("[+-]?[0-9]+")) {
      boolean isLong = type == long.class || type == Long.class;
      return isLong ? "a whole number below 2^63" : "a whole number below 2^31";
    }
    return "a whole number";
  }

  /** Prints why a command failed; returns the exit code. */
  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof ClosedPipe) {
      return DONE;
    }
    PrintWriter err = command.getErr();
    boolean verbose = command.getParseResult().hasMatchedOption("--verbose");
    if (verbose) {
      e.printStackTrace(err);
    }
    if (e instanceof UserError error) {
      err.println(Text.plain(worded(error, command)));
      return error.kind() == UserError.Kind.INVALID_REQUEST ? WRONG_USAGE : FAILED;
    }
    err.println("Unexpected failure: " + Text.plain(String.valueOf(rootOf(e))));
    if (!verbose) {
      err.println("--verbose shows the stack trace.");
    }
    return FAILED;
  }

  /** The message, its field written as the option of the command that sets it. */
  private static String worded(UserError error, CommandLine command) {
    String field = error.field().orElse("");
    String name = Text.optionName(field);
    OptionSpec option = field.isEmpty() ? null : command.getCommandSpec().findOption(name);
    if (option == null) {
      return error.getMessage();
    }
    String shown = option.negatable() ? name + "/--no-" + name.substring(2) : name;
    return shown + error.getMessage().substring(field.length());
  }

  /** Runs the command; errors that bypass {@link #failed} are wrapped as its exception. */
  static int runLast(ParseResult parsed) {
    refuseUnknownCommand(parsed);
    try {
      int code = new RunLast().execute(parsed);
      parsed.commandSpec().commandLine().getOut().flush();
      return code;
    } catch (ClosedPipe | UserError e) { // thrown while help was printed
      throw new ExecutionException(commandOf(parsed), e.toString(), e);
    } catch (OutOfMemoryError | LinkageError e) {
      throw new ExecutionException(
          commandOf(parsed), e.toString(), new IllegalStateException(e.toString(), e));
    }
  }

  /** Refuses an unknown command beside {@code --help}, for which the parser lets anything pass. */
  private static void refuseUnknownCommand(ParseResult parsed) {
    CommandLine command = parsed.commandSpec().commandLine();
    boolean isUnknown = parsed.unmatched().stream().anyMatch(word -> !word.startsWith("-"));
    if (isUnknown && !command.getSubcommands().isEmpty()) {
      throw new UnmatchedArgumentException(command, parsed.unmatched());
    } else if (parsed.hasSubcommand()) {
      refuseUnknownCommand(parsed.subcommand());
    }
  }

  private static CommandLine commandOf(ParseResult parsed) {
    return parsed.hasSubcommand()
        ? commandOf(parsed.subcommand())
        : parsed.commandSpec().commandLine();
  }

  private static Throwable rootOf(Throwable e) {
    return e.getCause() == null ? e : rootOf(e.getCause());
  }
}
