using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Cli.Export;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Follow;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Commands;

/// <summary><c>tlsdissect follow CAPTURE ID</c>, <c>tlsdissect follow CAPTURE --all -o DIR</c></summary>
internal static class FollowCommand
{
    private const string Examples = """

        Examples:
          tlsdissect follow capture.pcap 1 --key server.key                          the data of both sides
          tlsdissect follow capture.pcap 1 --key server.key --from server --as raw   the server's bytes, unchanged
          tlsdissect follow capture.pcap 1 -l keys.log --stream 0                    one stream of a QUIC connection
          tlsdissect follow capture.pcap --all --key server.key -o plain             every connection: plain/1.client, plain/1.server
        """;

    public static Command Create()
    {
        Argument<string> capture = new("CAPTURE") { Description = "A capture file; - is standard input." };
        Argument<long?> id =
            new("ID")
            {
                Description = "The number of the connection, as read shows it.",
                Arity = ArgumentArity.ZeroOrOne,
                CustomParser = ParseId,
            };
        Option<bool> all = new("--all") { Description = "Every connection, each side in a file of its own, in the folder of --output." };
        Option<string> from =
            new("--from")
            {
                Description = "client, server or both (default).",
                HelpName = "client|server|both",
                DefaultValueFactory = _ => "both",
            };
        from.Accept("client", "server", "both");
        Option<string?> format =
            new("--as") { Description = "text, hex or raw. Default: text; raw with --all.", HelpName = "text|hex|raw" };
        format.Accept("text", "hex", "raw");
        Option<FollowedStream?> stream =
            new("--stream")
            {
                Description = "Only stream N of a QUIC connection, or its DATAGRAM frames.",
                HelpName = $"N|{FollowedStream.Datagrams}",
                CustomParser = ParseStream,
            };
        stream.CompletionSources.Add(FollowedStream.Datagrams);
        OutputOptions output = new("PATH", OutputOptions.File + " With --all: a folder.");
        InputOptions input = new(judging: null, Limits.Cleartext);
        CleartextOptions cleartext = new(input.Limits);
        Command command = new("follow", "Writes the plaintext of one connection, or of all." + Examples);
        command.Arguments.Add(capture);
        command.Arguments.Add(id);
        foreach (Option option in (Option[])[all, from, stream, format]) command.Options.Add(option);
        output.AddTo(command);
        cleartext.AddTo(command);
        input.AddTo(command);
        command.AddRule(result =>
        {
            bool hasId = result.GetResult(id) is { Tokens.Count: > 0 };
            if (!result.GetValue(all) && !hasId) result.AddError("Give the ID of a connection (read lists them), or --all.");
            else if (result.GetValue(all) && hasId) result.AddError("Give either the ID of a connection or --all.");
            else if (result.GetValue(all) && result.GetResult(stream) is not null)
                result.AddError("Give either --stream or --all, which writes each stream into a file.");
            else if (result.GetValue(all) && output.Path(result) is null) result.AddError("--all needs a folder: -o DIR.");
        });
        command.SetAction(parsed =>
        {
            RunInput run = cleartext.Apply(parsed, input.Read(parsed, [parsed.GetValue(capture)!]));
            Sender? sender = parsed.GetValue(from) switch { "client" => Sender.Client, "server" => Sender.Server, _ => null };
            FollowFormat how = (parsed.GetValue(format) ?? (parsed.GetValue(all) ? "raw" : "text")) switch
            {
                "hex" => FollowFormat.Hex,
                "raw" => FollowFormat.Raw,
                _ => FollowFormat.Text
            };
            using SignalHandler interruption = new();
            OutputRule rule = output.Rule(parsed, run);
            if (parsed.GetValue(all))
            {
                FirstReading.Check(run);
                using OutputFolder folder = OutputFolder.Open(output.Path(parsed)!, rule, FollowAllSink.IsName, interruption);
                return FollowAll(run, folder, interruption, sender, how, cleartext.IsWanted(parsed));
            }

            using OutputTarget target = OutputTarget.Open(output.Path(parsed), rule, interruption);
            FollowSink Sink(Action stop) => new(target.Stream, parsed.GetValue(id)!.Value, sender, how, stop)
            {
                WantsCleartext = cleartext.IsWanted(parsed),
                Glyphs = target.Glyphs,
                Only = parsed.GetValue(stream),
            };
            return FollowOne.Run(run with { Quiet = true }, target, interruption, parsed.GetValue(id)!.Value, Sink);
        });
        return command;
    }

    private static long? ParseId(ArgumentResult result) =>
        result.Tokens is [{ Value: string text }] ? ConnectionIdOption.Parse("ID", text, result) : null;

    private static FollowedStream? ParseStream(ArgumentResult result)
    {
        FollowedStream? stream = FollowedStream.Parse(result.Tokens[0].Value);
        if (stream is null)
            result.AddError($"--stream takes the number of a stream, or {FollowedStream.Datagrams}, not '{result.Tokens[0].Value}'.");
        return stream;
    }

    private static int FollowAll(RunInput input, OutputFolder folder, SignalHandler interruption, Sender? from, FollowFormat format,
        bool cleartext)
    {
        using FollowAllSink sink = new(folder.Begin, folder.Append, folder.Close, from, format) { WantsCleartext = cleartext };
        ExportRun run = new(input, interruption);
        run.Read(sink);
        return sink.Count == 0 ? run.Nothing("no application data was decrypted") : run.Code;
    }
}
