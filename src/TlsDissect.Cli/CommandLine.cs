using System.CommandLine;
using TlsDissect.Capture;
using TlsDissect.Cli.Commands;
using TlsDissect.Cli.Completion;
using TlsDissect.Cli.Export;
using TlsDissect.Cli.Help;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Terminal;
using TlsDissect.Cli.Typed;
using TlsDissect.Keys;

namespace TlsDissect.Cli;

/// <summary>The commands, and the one place where what went wrong becomes a line on standard error and an exit code.</summary>
internal static class CommandLine
{
    private const string Examples = """

        Examples:
          tlsdissect capture.pcap                             every handshake in the capture (short for tlsdissect read)
          tlsdissect read capture.pcap --key server.key -d    and what was said inside
          tlsdissect COMMAND --help                           a command's options and examples
        """;

    /// <summary>A file called @name is a capture, not a list of arguments.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static int Run(string[] args)
    {
        using OutputEncoding encoding = OutputEncoding.Use();
        RootCommand root = CreateRoot();
        root.Add(CompletionCommand.Create(root));
        // The page has its own command's examples too.
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
            if (IsEmptyNameGiven(line.Args)) return Fail("an argument is empty: what should be in it? A variable that is not set gives such.", ExitCode.Usage);
            if (line.Mistyped(root) is string near) return Fail($"{line.Word}: no such file or command. Did you mean '{near}'? See 'tlsdissect --help'.", ExitCode.Usage);
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
            // The reader of a pipe has gone: that is its right.
            return IsBrokenPipe(e) ? ExitCode.Done : Fail(PathFirst(e.Message), ExitCode.InputFailed);
        }
    }

    /// <summary>No file and no interface is called nothing; an empty filter lets all through.</summary>
    private static bool IsEmptyNameGiven(string[] args) => args.Index().Any(one => one.Item.Length == 0 && (one.Index == 0 || args[one.Index - 1] is not ("-f" or "--filter" or "--psk")));

    /// <summary>All commands but those that are made from the others.</summary>
    internal static RootCommand CreateRoot() => new("Reads captures, reconstructs every TLS handshake, and decrypts what the keys can open." + Examples)
    {
        ReadCommand.Create(),
        FollowCommand.Create(),
        ExportCommand.Create(),
        SuitesCommand.Create(),
        LiveCommand.Create(),
        InterfacesCommand.Create(),
    };

    /// <summary>Parses a command line as this program does everywhere.</summary>
    public static ParseResult Parse(Command command, IReadOnlyList<string> args) => command.Parse(args, Parsing);

    /// <summary>One line on standard error.</summary>
    public static void Complain(string message) => Console.Error.WriteLine($"tlsdissect: {Output.WireText.EscapeMessage(message)}");

    private static int Fail(string message, int code)
    {
        Complain(message);
        return code;
    }

    /// <summary>.NET says <c>No space left on device : '/disk/file'</c>; all our lines begin with what they are about.</summary>
    public static string PathFirst(string message)
    {
        int separator = message.IndexOf(" : '", StringComparison.Ordinal);
        return separator > 0 && message.EndsWith('\'') ? $"{message[(separator + 4)..^1]}: {message[..separator]}" : message;
    }

    /// <summary>EPIPE, as .NET passes it on.</summary>
    private static bool IsBrokenPipe(IOException e) => (e.HResult & 0xffff) is 32 or 109 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
