using System.CommandLine;
using TlsDissect.Capture;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Report;

namespace TlsDissect.Cli.Commands;

/// <summary><c>tlsdissect report CAPTURE... -o FILE.html</c></summary>
internal static class ReportCommand
{
    private const string Examples = """

        Examples:
          tlsdissect report capture.pcap -o report.html                       for a browser, without a network
          tlsdissect report -r captures/ --ca system -o report.html           with certificate chains checked
          tlsdissect report capture.pcap --keylog keys.log --include-plaintext -o report.html
        """;

    public static Command Create()
    {
        CaptureFileOptions files = new();
        Option<bool> plaintext = new("--include-plaintext")
        {
            Description = $"Show the first {PlaintextPreview.MaxBytes:N0} bytes that each side sent, where they are decrypted.",
        };
        OutputOptions output =
            new("FILE", "Write the page to FILE, or to standard output (-). It is created only once complete.", isRequired: true);
        InputOptions input = new(new JudgingOptions(), Limits.RepeatedValues, Limits.KnownServers, Limits.Moduli);
        Command command =
            new("report", "Writes one HTML page that shows all connections: charts, findings, a table, every handshake." + Examples)
            {
                plaintext,
            };
        files.AddTo(command);
        output.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput run = files.Read(parsed, input);
            run = run with { Options = run.Options with { KeepMessages = true, VerifySignatures = true } };
            ReportOptions options = new()
            {
                Program = $"tlsdissect {typeof(ReportCommand).Assembly.GetName().Version?.ToString(fieldCount: 3)}",
                Captures = [.. run.Captures.Select(CaptureFile.NameOf)],
                HasPlaintext = parsed.GetValue(plaintext),
                ExpiryDays = (run.Findings ?? new FindingOptions()).ExpiryDays,
                Wording = ProgramWording.LiveOptions,
                Memory = run.Options.Memory,
            };
            using SignalHandler interruption = new();
            using OutputTarget target = OutputTarget.Open(output.Path(parsed), output.Rule(parsed, run), interruption);
            using ReportWriter report = new(options);
            int code = ReadRun.WriteReport(run, report.Lines, options, interruption);
            if (!report.HasContent)
            {
                target.Discard();
                return code;
            }

            report.WritePage(target.Stream);
            target.Finish(code);
            return code;
        });
        return command;
    }
}
