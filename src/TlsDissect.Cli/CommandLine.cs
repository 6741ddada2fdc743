using System.CommandLine;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Completion;
using TlsDissect.Cli.Export;
using TlsDissect.Cli.Help;
using TlsDissect.Keys;

namespace TlsDissect.Cli;

/// <summary>The commands, and the one place where what went wrong becomes a line on standard error and an exit code.</summary>
internal static class CommandLine
{
    private const string Examples = """

        Examples:
          tlsdissect read capture.pcap                        every handshake in the capture
          tlsdissect read capture.pcap --key server.key -d    and what was said inside
          tlsdissect COMMAND --help                           a command's options and examples
        """;

    public static int Run(string[] args)
    {
        RootCommand root = CreateRoot();
        root.Add(CompletionCommand.Create(root));
        root.Add(ManualCommand.Create(root, CommandHelp.Install(root)));
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not CommandHelp) return Misused(parsed, root);
        if (args.Length == 0) return root.Parse(["--help"]).Invoke();
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e) when (e is UsageException or KeyFileException)
        {
            return Fail(e.Message, ExitCode.Usage);
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

    private static RootCommand CreateRoot() => new("Reads captures, reconstructs every TLS handshake, and decrypts what the keys can open." + Examples)
    {
        ReadCommand.Create(),
        FollowCommand.Create(),
        ExportCommand.Create(),
        SuitesCommand.Create(),
        LiveCommand.Create(),
        InterfacesCommand.Create(),
    };

    /// <summary>One line on standard error.</summary>
    public static void Complain(string message) => Console.Error.WriteLine($"tlsdissect: {Output.WireText.EscapeMessage(message)}");

    private static int Fail(string message, int code)
    {
        Complain(message);
        return code;
    }

    private static int Misused(ParseResult parsed, RootCommand root)
    {
        string message = string.Join(' ', parsed.Errors.Select(e => e.Message).Distinct()).ReplaceLineEndings(" ");
        Command command = parsed.CommandResult.Command;
        string help = command == root ? "tlsdissect --help" : $"tlsdissect {Path(command, root)} --help";
        string suggestion = Suggestions.For(parsed) is string near ? $" Did you mean '{near}'?" : "";
        return Fail($"{message}{suggestion} See '{help}'.", ExitCode.Usage);
    }

    private static string Path(Command command, RootCommand root) =>
        command.Parents.OfType<Command>().FirstOrDefault() is Command parent && parent != root ? $"{Path(parent, root)} {command.Name}" : command.Name;

    /// <summary>.NET says <c>No space left on device : '/disk/file'</c>; all our lines begin with what they are about.</summary>
    private static string PathFirst(string message)
    {
        int separator = message.IndexOf(" : '", StringComparison.Ordinal);
        return separator > 0 && message.EndsWith('\'') ? $"{message[(separator + 4)..^1]}: {message[..separator]}" : message;
    }

    /// <summary>EPIPE, as .NET passes it on.</summary>
    private static bool IsBrokenPipe(IOException e) => (e.HResult & 0xffff) is 32 or 109 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
