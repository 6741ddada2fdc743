using System.CommandLine;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Export;

namespace TlsDissect.Cli.Export;

/// <summary><c>tlsdissect export keylog CAPTURE -o FILE</c></summary>
internal static class KeyLogExport
{
    private const string Examples = """

        Examples:
          tlsdissect export keylog capture.pcap --key server.key -o keys.log   for others without the key
          tshark -r capture.pcap -o tls.keylog_file:keys.log -Y http           and how they use it
        """;

    public static Command Create()
    {
        ExportOptions options = new("FILE", "The key log; - is standard output.");
        Command command =
            new("keylog",
                "Writes every secret that decrypted something as a key log (RFC 9850). With it, others can decrypt these connections, " +
                    "and no others, without the private key." + Examples);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput input = options.Input(parsed);
            using SignalHandler interruption = new();
            using OutputTarget target = options.OpenFile(parsed, input, interruption, isText: true);
            ExportRun run = new(input, interruption) { OnPause = target.Stream.Flush };
            KeyLogSink sink = new(target.Stream);
            run.Read(sink);
            return sink.Count == 0 ? run.Nothing("no secret decrypted anything", target) : run.Finish(target);
        });
        return command;
    }
}
