using System.Buffers;
using System.CommandLine;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Export;

namespace TlsDissect.Cli.Export;

/// <summary><c>tlsdissect export certs CAPTURE -o DIR</c></summary>
internal static class CertificatesExport
{
    private const string Index = "index.jsonl";

    private const string Examples = """

        Examples:
          tlsdissect export certs capture.pcap -o certs
          jq -r '[.file, .subject, .not_after] | @tsv' certs/index.jsonl         subjects and expiry dates
          openssl x509 -noout -text -in certs/NAME.pem
        """;

    public static Command Create()
    {
        ExportOptions options = new("DIR", "The folder. It is created if necessary.");
        Command command =
            new("certs",
                "Writes every certificate once, as a PEM file named by its SHA-256, and an index (index.jsonl). TLS 1.3 encrypts " +
                    "certificates: they need a key log." + Examples);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput input = options.Input(parsed);
            using SignalHandler interruption = new();
            static bool MayWrite(string name) => name == Index || name.EndsWith(".pem", StringComparison.Ordinal);
            using OutputFolder folder = options.OpenFolder(parsed, input, MayWrite, interruption);
            ExportRun run = new(input, interruption);
            ArrayBufferWriter<byte> index = new();
            bool hasIndex = false;
            CertificateSink sink = new(
                (name, bytes) =>
                {
                    if (!hasIndex) folder.Begin(Index, []);
                    hasIndex = true;
                    folder.Write(name, bytes);
                    // The previous line of the index is complete only now.
                    Flush(folder, index);
                },
                index);
            run.Read(sink);
            if (sink.Count == 0) return run.Nothing("no certificate was seen");
            Flush(folder, index);
            folder.Close(Index);
            CommandLine.Complain($"{options.Path(parsed)}: {sink.Count} certificate{(sink.Count == 1 ? "" : "s")}; {Index} lists them");
            return run.Code;
        });
        return command;
    }

    private static void Flush(OutputFolder folder, ArrayBufferWriter<byte> index)
    {
        folder.Append(Index, index.WrittenSpan);
        index.ResetWrittenCount();
    }
}
