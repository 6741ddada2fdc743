using System.CommandLine;
using TlsDissect.Capture.Writing;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Export;

namespace TlsDissect.Cli.Export;

/// <summary><c>tlsdissect export secrets CAPTURE -o FILE</c></summary>
internal static class SecretsExport
{
    private const string Examples = """

        Examples:
          tlsdissect export secrets capture.pcap --key server.key -o open.pcapng
          tshark -r open.pcapng -Y http                                          decrypts without a key option
        """;

    public static Command Create()
    {
        ExportOptions options = new("FILE", "The capture as pcapng; - is standard output.");
        Command command =
            new("secrets",
                "Writes the capture again, its packets unchanged, with its secrets in front (a pcapng Decryption Secrets Block). " +
                    "Wireshark and tlsdissect then need no key." + Examples);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput input = options.Input(parsed);
            using SignalHandler interruption = new();
            using OutputTarget target = options.OpenFile(parsed, input, interruption, isText: false);
            using RereadableInput capture = RereadableInput.Of(input.Captures[0], interruption.Token);
            ExportRun run = new(input with { Captures = [capture.Path] }, interruption, input.Captures[0]);
            using MemoryStream secrets = new();
            KeyLogSink sink = new(secrets);
            run.Read(sink);
            // Secrets of a part of the capture, placed before all of it, would look complete.
            if (run.IsInterrupted) return run.Finish(target);
            if (sink.Count == 0) return run.Nothing("no secret decrypted anything", target);

            CaptureWithSecrets.Write(capture.Path, secrets.GetBuffer().AsMemory(0, (int)secrets.Length), target.Stream, interruption.Token);
            return run.Finish(target);
        });
        return command;
    }
}
