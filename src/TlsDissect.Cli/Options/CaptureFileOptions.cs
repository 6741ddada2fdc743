using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Options;

/// <summary>The capture files of a command that reads several, and how they are read: as one stream or apart, and by how many.</summary>
internal sealed class CaptureFileOptions
{
    private const int MaxThreads = 64;

    private readonly Argument<string[]> _captures =
        new("CAPTURE")
        {
            Description = "pcap, pcapng or snoop, also gzip or zstd. Several are one stream; - is standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
    private readonly Option<bool> _recursive =
        new("--recursive", "-r") { Description = "Search folders recursively, in name order. Other files are skipped with a warning." };
    private readonly Option<bool> _apart =
        new("--apart") { Description = "Dissect each file by itself: its connections and sessions end with it." };
    private readonly Option<int> _threads = NumberOption.Create("--threads", Math.Min(Environment.ProcessorCount, MaxThreads),
        "Default: the number of cores. The output is the same for every number.", most: MaxThreads);
    private readonly Option<HostPairShard> _shard = ShardOption();
    private readonly Option<long[]> _ids = ConnectionIdOption.Create();

    public void AddTo(Command command)
    {
        command.Arguments.Add(_captures);
        foreach (Option option in (Option[])[_recursive, _ids, _apart, _threads, _shard]) command.Options.Add(option);
    }

    /// <summary>What to read, with the keys and limits of the other options.</summary>
    public RunInput Read(ParseResult parsed, InputOptions input)
    {
        string[] files = CaptureFolders.Expand(parsed.GetValue(_captures)!, parsed.GetValue(_recursive));
        return input.Read(parsed, files) with
        {
            Threads = parsed.GetValue(_threads),
            Shard = parsed.GetValue(_shard),
            IsApart = parsed.GetValue(_apart),
            Selected = parsed.GetResult(_ids) is null ? null : parsed.GetValue(_ids)!.ToHashSet(),
        };
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
