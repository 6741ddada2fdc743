using System.CommandLine;
using TlsDissect.Connections;
using TlsDissect.Output;
using TlsDissect.Protocol;

namespace TlsDissect.Cli;

/// <summary><c>tlsdissect follow CAPTURE ID</c></summary>
internal static class FollowCommand
{
    private const string Examples = """

        Examples:
          tlsdissect follow capture.pcap 1 --key server.key                          what both sides said
          tlsdissect follow capture.pcap 1 --key server.key --from server --as raw   the server's bytes as they are
        """;

    public static Command Create()
    {
        Argument<string> capture = new("CAPTURE") { Description = "A capture file; - is standard input." };
        Argument<long> id = new("ID") { Description = "The connection's number, as read shows it." };
        Option<string> from = new("--from") { Description = "client, server or both (default).", HelpName = "client|server|both", DefaultValueFactory = _ => "both" };
        from.AcceptOnlyFromAmong("client", "server", "both");
        Option<string> format = new("--as") { Description = "text (default), hex or raw.", HelpName = "text|hex|raw", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "hex", "raw");
        Option<string?> output = new("--output", "-o") { Description = "Write to this file instead of standard output; it appears when it is whole.", HelpName = "FILE" };
        InputOptions input = new();
        Command command = new("follow", "Writes one connection's plaintext." + Examples) { capture, id, from, format, output };
        input.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput run = input.Read(parsed, [parsed.GetValue(capture)!]);
            Sender? sender = parsed.GetValue(from) switch { "client" => Sender.Client, "server" => Sender.Server, _ => null };
            FollowFormat how = parsed.GetValue(format) switch { "hex" => FollowFormat.Hex, "raw" => FollowFormat.Raw, _ => FollowFormat.Text };
            using OutputTarget target = OutputTarget.Open(parsed.GetValue(output));
            return Follow(run with { Quiet = true }, target, parsed.GetValue(id), sender, how);
        });
        return command;
    }

    private static int Follow(RunInput run, OutputTarget target, long id, Sender? from, FollowFormat format)
    {
        using Interruption interruption = new();
        // When the connection is over, the rest of the capture has nothing to add.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        FollowSink sink = new(target.Stream, id, from, format, stop.Cancel);
        int code = new DissectionRun(run) { Cancellation = stop.Token }.Run(sink);
        sink.Dispose();
        if (sink.Found is not ConnectionSummary found)
        {
            if (interruption.Code is int signal) return signal;
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
}
