using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Text;
using TlsDissect.Transport;

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

    private const int MaxThreads = 64;

    public static Command Create()
    {
        Argument<string[]> captures =
            new("CAPTURE")
            {
                Description = "pcap, pcapng or snoop, also gzip or zstd. Several are one stream; - is standard input.",
                Arity = ArgumentArity.OneOrMore,
            };
        Option<bool> recursive =
            new("--recursive", "-r") { Description = "Search folders recursively, in name order. Other files are skipped with a warning." };
        Option<string> format =
            new("--format")
            {
                Description = "text (default) or json (JSON Lines).",
                HelpName = "text|json",
                DefaultValueFactory = _ => "text",
            };
        format.Accept("text", "json");
        OutputOptions output = new("FILE", OutputOptions.File);
        Option<bool> data = new("--data", "-d") { Description = "With text: show the decrypted data." };
        Option<bool> explain = new("--explain") { Description = "With text: teach the numbered steps of each handshake." };
        Option<bool> verbose = StyleOptions.VerboseOption();
        Option<bool> showSecrets = new("--show-secrets") { Description = "With --explain -v: print secrets and keys." };
        Option<bool> hash = new("--hash") { Description = "With json: include the SHA-256 of each side's plaintext." };
        Option<bool> details = StyleOptions.DetailsOption();
        Option<bool> apart = new("--apart") { Description = "Dissect each file by itself: its connections and sessions end with it." };
        Option<int> threads = NumberOption.Create("--threads", Math.Min(Environment.ProcessorCount, MaxThreads),
            "Default: the number of cores. The output is the same for every number.", most: MaxThreads);
        Option<HostPairShard> shard = ShardOption();
        Option<long[]> ids = ConnectionIdOption.Create();
        StyleOptions style = new();
        InputOptions input = new(new JudgingOptions(), Limits.RepeatedValues, Limits.KnownServers, Limits.Moduli, Limits.Data);
        Command command = new("read", "Dissects capture files: shows every TLS handshake, and decrypts what the keys allow." + Examples)
        {
            captures, recursive, format, ids, data, explain, verbose, showSecrets, details, hash, apart, threads, shard,
        };
        style.AddTo(command);
        output.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed =>
        {
            string[] files = CaptureFolders.Expand(parsed.GetValue(captures)!, parsed.GetValue(recursive));
            RunInput run =
                input.Read(parsed, files) with
                {
                    Threads = parsed.GetValue(threads),
                    Shard = parsed.GetValue(shard),
                    IsApart = parsed.GetValue(apart),
                };
            if (parsed.GetResult(ids) is not null) run = run with { Selected = parsed.GetValue(ids)!.ToHashSet() };
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
            if (!json && parsed.GetValue(data)) FirstReading.Check(run);
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
            int code =
                json ? ReadRun.WriteJson(run, target.Stream, interruption) : ReadRun.WriteText(run, target.Stream, text, interruption);
            target.Finish(code);
            return code;
        });
        return command;
    }

    /// <summary><c>--shard</c> of every command that reads packets.</summary>
    public static Option<HostPairShard> ShardOption() => new("--shard")
    {
        Description = "Only part I of N of the host pairs, so that N processes share the work.",
        HelpName = "I/N",
        CustomParser = ParseShard,
        DefaultValueFactory = _ => HostPairShard.All,
    };

    private static HostPairShard ParseShard(ArgumentResult result)
    {
        string[] parts = result.Tokens[0].Value.Split('/');
        if (parts.Length == 2 && int.TryParse(parts[0], out int index) && int.TryParse(parts[1], out int count) && index >= 1 &&
            index <= count && count <= 1 << 16)
            return new HostPairShard(index - 1, count);
        result.AddError("--shard takes I/N, with I from 1 to N.");
        return HostPairShard.All;
    }
}
