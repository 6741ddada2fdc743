using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TlsDissect.Cli.Export;
using TlsDissect.Cli.Files;
using TlsDissect.Connections;
using TlsDissect.Output;
using TlsDissect.Protocol;

namespace TlsDissect.Cli;

/// <summary><c>tlsdissect follow CAPTURE ID</c>, <c>tlsdissect follow CAPTURE --all -o DIR</c></summary>
internal static class FollowCommand
{
    private const string Examples = """

        Examples:
          tlsdissect follow capture.pcap 1 --key server.key                          what both sides said
          tlsdissect follow capture.pcap 1 --key server.key --from server --as raw   the server's bytes as they are
          tlsdissect follow capture.pcap --all --key server.key -o plain             every connection: plain/1.client, plain/1.server
        """;

    public static Command Create()
    {
        Argument<string> capture = new("CAPTURE") { Description = "A capture file; - is standard input." };
        Argument<long?> id = new("ID") { Description = "The connection's number, as read shows it.", Arity = ArgumentArity.ZeroOrOne, CustomParser = ParseId };
        Option<bool> all = new("--all") { Description = "Every connection, each side into a file of its own in the folder that --output names." };
        Option<bool> force = new("--force") { Description = "With --all: write into a folder that is not empty, over files of the same names." };
        Option<string> from = new("--from") { Description = "client, server or both (default).", HelpName = "client|server|both", DefaultValueFactory = _ => "both" };
        from.AcceptOnlyFromAmong("client", "server", "both");
        Option<string> format = new("--as") { Description = "text (default), hex or raw.", HelpName = "text|hex|raw", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "hex", "raw");
        Option<string?> output = new("--output", "-o") { Description = "Write to this file instead of standard output; it appears when it is whole. With --all: the folder.", HelpName = "PATH" };
        CleartextOptions cleartext = new();
        InputOptions input = new();
        Command command = new("follow", "Writes the plaintext of one connection, or of all." + Examples) { capture, id, all, from, format, output, force };
        cleartext.AddTo(command);
        input.AddTo(command);
        command.Validators.Add(result =>
        {
            bool hasId = result.GetResult(id) is { Tokens.Count: > 0 };
            if (!result.GetValue(all) && !hasId) result.AddError("Give a connection's ID (read lists them), or --all.");
            else if (result.GetValue(all) && hasId) result.AddError("Give either a connection's ID or --all.");
            else if (result.GetValue(all) && result.GetValue(output) is null) result.AddError("--all needs a folder: -o DIR.");
        });
        command.SetAction(parsed =>
        {
            RunInput run = cleartext.Apply(parsed, input.Read(parsed, [parsed.GetValue(capture)!]));
            Sender? sender = parsed.GetValue(from) switch { "client" => Sender.Client, "server" => Sender.Server, _ => null };
            FollowFormat how = parsed.GetValue(format) switch { "hex" => FollowFormat.Hex, "raw" => FollowFormat.Raw, _ => FollowFormat.Text };
            if (parsed.GetValue(all)) return FollowAll(run, parsed.GetValue(output)!, parsed.GetValue(force), sender, how, cleartext.IsWanted(parsed));
            using OutputTarget target = OutputTarget.Open(parsed.GetValue(output));
            return Follow(run with { Quiet = true }, target, parsed.GetValue(id)!.Value, sender, how, cleartext.IsWanted(parsed));
        });
        return command;
    }

    private static long? ParseId(ArgumentResult result)
    {
        if (result.Tokens is not [{ Value: string text }]) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id)) return id;
        result.AddError($"ID is a connection's number, as read shows it, not '{text}'.");
        return null;
    }

    private static int Follow(RunInput run, OutputTarget target, long id, Sender? from, FollowFormat format, bool cleartext)
    {
        using Interruption interruption = new();
        // When the connection is over, the rest of the capture has nothing to add.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        FollowSink sink = new(target.Stream, id, from, format, stop.Cancel) { WantsCleartext = cleartext };
        int code = new DissectionRun(run) { Cancellation = stop.Token }.Run(sink);
        sink.Dispose();
        if (sink.Found is not ConnectionSummary found)
        {
            if (interruption.Code is int signal) return signal;
            // What is wrong with the capture has been said.
            if (code != ExitCode.Done) return code;
            CommandLine.Complain($"{run.Captures[0]}: has no TLS connection {id}; read lists them");
            return ExitCode.InputFailed;
        }

        if (found.Status is DecryptionStatus.None)
        {
            CommandLine.Complain($"connection {id} is not decrypted: {DecryptionReasons.Explain(found)}");
            return interruption.Code ?? ExitCode.InputFailed;
        }

        if (found.Reason is not null) CommandLine.Complain($"connection {id} is decrypted in part: {DecryptionReasons.Explain(found)}");
        target.Commit();
        return interruption.Code ?? code;
    }

    private static int FollowAll(RunInput input, string path, bool force, Sender? from, FollowFormat format, bool cleartext)
    {
        using OutputFolder folder = OutputFolder.Open(path, force);
        using FollowAllSink sink = new(folder.Begin, folder.Append, folder.Close, from, format) { WantsCleartext = cleartext };
        ExportRun run = new(input);
        run.Read(sink);
        return sink.Count == 0 ? run.Nothing("no application data was decrypted") : run.Code;
    }
}
