using System.CommandLine;
using TlsDissect.Capture;
using TlsDissect.Cli.Commands;
using TlsDissect.Cli.Completion;
using TlsDissect.Cli.Export;
using TlsDissect.Cli.Help;
using TlsDissect.Cli.KeyIndexes;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Scan;
using TlsDissect.Cli.Terminal;
using TlsDissect.Cli.Typed;
using TlsDissect.Keys;

namespace TlsDissect.Cli;

/// <summary>The commands. Every failure becomes a line on standard error and an exit code here.</summary>
internal static class CommandLine
{
    private const string Examples = """

        Examples:
          tlsdissect capture.pcap                                   every handshake (short for tlsdissect read)
          tlsdissect list capture.pcap                              a line for each connection
          tlsdissect read capture.pcap --key server.key -d          with the decrypted data
          tlsdissect read capture.pcap --key server.key --explain   the nine steps of a handshake
          tlsdissect COMMAND --help                                 options and examples of a command
        """;

    /// <summary>A file named @name is a capture, not a list of arguments.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static int Run(string[] args)
    {
        using OutputEncoding encoding = OutputEncoding.Use();
        RootCommand root = CreateRoot();
        root.Add(CompletionCommand.Create(root));
        // The manual has the examples of its own command too.
        IReadOnlyDictionary<Command, string[]> examples = new Dictionary<Command, string[]>();
        root.Add(ManualCommand.Create(root, () => examples));
        root.Add(HelpCommand.Create(root));
        examples = CommandHelp.Install(root);
        if (args.Length == 0) return Parse(root, ["--help"]).Invoke();
        ImpliedCommand line = ImpliedCommand.Of(args, root);
        ParseResult parsed = Parse(root, line.Args);
        if (parsed.Action is not CommandHelp)
        {
            if (Misuse.Of(parsed, line.Args, root) is string problem) return Fail(problem, ExitCode.Usage);
            if (IsEmptyNameGiven(line.Args)) return Fail("empty argument (unset variable?)", ExitCode.Usage);
            if (line.Mistyped(root) is string near)
                return Fail($"{line.Word}: no such file or command. Did you mean '{near}'? See 'tlsdissect --help'.", ExitCode.Usage);
            foreach (string unused in UnusedOptions.Of(new TypedLine(parsed))) Complain(unused);
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e) when (e is UsageException or KeyFileException)
        {
            return Fail(e.Message, ExitCode.Usage);
        }
        catch (InterruptedException e)
        {
            return e.Code;
        }
        catch (CaptureException e)
        {
            return Fail($"{e.Message}{CaptureAdvice.For(e.Refusal)}", ExitCode.Of(e.Refusal));
        }
        catch (UnauthorizedAccessException e)
        {
            return Fail(e.Message, ExitCode.InputFailed);
        }
        catch (IOException e)
        {
            // The reader of a pipe may leave early.
            return IsBrokenPipe(e) ? ExitCode.Done : Fail(PathFirst(e.Message), ExitCode.InputFailed);
        }
    }

    /// <summary>Files and interfaces have names. An empty filter matches all packets.</summary>
    private static bool IsEmptyNameGiven(string[] args) =>
        args.Index().Any(one => one.Item.Length == 0 && (one.Index == 0 || args[one.Index - 1] is not ("-f" or "--filter" or "--psk")));

    /// <summary>The commands, without those that are made from the others.</summary>
    internal static RootCommand CreateRoot() =>
        new("Dissects TLS in captures: shows every handshake, and decrypts what the keys allow." + Examples)
    {
        ReadCommand.Create(),
        ListCommand.Create(),
        LiveCommand.Create(),
        StatsCommand.Create(),
        WhyCommand.Create(),
        FollowCommand.Create(),
        ExportCommand.Create(),
        ReportCommand.Create(),
        ScanCommand.Create(),
        KeysCommand.Create(),
        InterfacesCommand.Create(),
        SuitesCommand.Create(),
    };

    /// <summary>Parses a command line with the settings of this program.</summary>
    public static ParseResult Parse(Command command, IReadOnlyList<string> args) => command.Parse(args, Parsing);

    /// <summary>One line on standard error.</summary>
    public static void Complain(string message) => Console.Error.WriteLine($"tlsdissect: {Output.WireText.EscapeMessage(message)}");

    private static int Fail(string message, int code)
    {
        Complain(message);
        return code;
    }

    /// <summary>Turns <c>No space left on device : '/disk/file'</c>, as .NET has it, into a line that begins with the file.</summary>
    public static string PathFirst(string message)
    {
        int separator = message.IndexOf(" : '", StringComparison.Ordinal);
        return separator > 0 && message.EndsWith('\'') ? $"{message[(separator + 4)..^1]}: {message[..separator]}" : message;
    }

    /// <summary>Whether the error is EPIPE.</summary>
    private static bool IsBrokenPipe(IOException e) =>
        (e.HResult & 0xffff) is 32 or 109 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
