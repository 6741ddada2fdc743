using System.Collections.Immutable;
using System.CommandLine;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Lists;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Tables;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Commands;

/// <summary><c>tlsdissect read CAPTURE...</c></summary>
internal static class ReadCommand
{
    private const string Examples = """

        Examples:
          tlsdissect read capture.pcap --key server.key -d            handshakes and decrypted data
          tlsdissect read capture.pcapng --keylog keys.log --explain  what each step is for
          tlsdissect read -r captures/ --format json -o out.jsonl     for other programs
        """;

    public static Command Create()
    {
        CaptureFileOptions files = new();
        Option<string> format =
            new("--format")
            {
                Description = "text (default), json (JSON Lines), csv or tsv.",
                HelpName = "text|json|csv|tsv",
                DefaultValueFactory = _ => "text",
            };
        format.Accept("text", "json", ListOutput.Csv, ListOutput.Tsv);
        Option<ImmutableArray<ConnectionColumn>> fields =
            ColumnsOption.Create("--fields", "With csv or tsv: the columns of list, or fields of the JSON (tlsdissect help where).");
        OutputOptions output = new("FILE", OutputOptions.File);
        Option<bool> data = new("--data", "-d") { Description = "With text: show the decrypted data." };
        Option<bool> explain = new("--explain") { Description = "With text: teach the numbered steps of each handshake." };
        Option<bool> verbose = StyleOptions.VerboseOption();
        Option<bool> showSecrets = new("--show-secrets") { Description = "With --explain -v: print secrets and keys." };
        Option<bool> hash = new("--hash") { Description = "With json: include the SHA-256 of each side's plaintext." };
        Option<bool> details = StyleOptions.DetailsOption();
        StyleOptions style = new();
        InputOptions input = new(new JudgingOptions(), Limits.RepeatedValues, Limits.KnownServers, Limits.Moduli, Limits.Data);
        Command command = new("read", "Dissects capture files: shows every TLS handshake, and decrypts what the keys allow." + Examples)
        {
            format, fields, data, explain, verbose, showSecrets, details, hash,
        };
        files.AddTo(command);
        style.AddTo(command);
        output.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput run = files.Read(parsed, input);
            bool json = parsed.GetValue(format) == "json";
            run = run with
            {
                Options =
                run.Options with
                {
                    HashPlaintext = json && parsed.GetValue(hash),
                    KeepMessages = parsed.GetValue(json ? details : verbose),
                    HashedConnections = run.Selected,
                    VerifySignatures = !json || run.Options.VerifySignatures,
                }
            };
            if (parsed.GetValue(format) == "text" && parsed.GetValue(data)) FirstReading.Check(run);
            using SignalHandler interruption = new();
            using OutputTarget target = OutputTarget.Open(output.Path(parsed), output.Rule(parsed, run), interruption);
            TextOptions text = new()
            {
                Data = parsed.GetValue(data),
                MaxData = input.ShownData(parsed),
                Memory = run.Options.Memory,
                Explain = parsed.GetValue(explain),
                Verbose = parsed.GetValue(verbose),
                ShowSecrets = parsed.GetValue(showSecrets),
            };
            text = style.Apply(parsed, text, target);
            int code = parsed.GetValue(format)! switch
            {
                "json" => ReadRun.WriteJson(run, target.Stream, interruption),
                "text" => ReadRun.WriteText(run, target.Stream, text, interruption),
                string delimited =>
                    ListRun.Write(run, new ListOutput(delimited, parsed.GetValue(fields), text), target.Stream, interruption),
            };
            target.Finish(code);
            return code;
        });
        return command;
    }
}
