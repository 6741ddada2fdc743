using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Where;
using TlsDissect.Findings;
using TlsDissect.Findings.Policies;
using TlsDissect.Output.Json;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>The captures, keys and options of a run.</summary>
internal sealed record RunInput
{
    /// <summary>Captures in order; <c>-</c> is standard input.</summary>
    public required IReadOnlyList<string> Captures { get; init; }

    public required KeyRing Keys { get; init; }

    /// <summary>The files that may have server keys, in the order given.</summary>
    public IReadOnlyList<string> KeyFiles { get; init; } = [];

    /// <summary>The files of <see cref="KeyRing.KeyLog"/>, which are followed while a pipe delivers packets.</summary>
    public IReadOnlyList<string> KeyLogs { get; init; } = [];

    /// <summary>The connections to show, by id; <c>null</c> for all.</summary>
    public IReadOnlySet<long>? Selected { get; init; }

    /// <summary>The condition of connections to show; <c>null</c> for all.</summary>
    public WhereExpression? Where { get; init; }

    /// <summary>Number of the <see cref="Selected"/> connections that a first reading selected; <c>null</c> if there was none.</summary>
    public long? SelectedByFields { get; init; }

    /// <summary>Whether the captures are read again after this: what is wrong with them is reported then.</summary>
    public bool IsFirstReading { get; init; }

    /// <summary>The warnings of all readings.</summary>
    public RunWarnings Warnings { get; init; } = new();

    /// <summary>The capture of a run over one of many; <c>null</c> for a run of its own.</summary>
    public ScannedCapture? Scanned { get; init; }

    /// <summary>Receives the secrets that were verified, as lines of a key log; <c>null</c> if they are not wanted. Not owned.</summary>
    public Stream? Secrets { get; init; }

    /// <summary>Whether each capture is dissected by itself: connections, sessions and secrets do not carry over to the next.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether a capture is a pipe. Results are then written as they come.</summary>
    public bool IsLive => Captures.Any(CaptureFile.IsPipe);

    /// <summary>Whether the user gave keys or key logs, even empty ones.</summary>
    public bool AreKeysGiven { get; init; }

    /// <summary>All files that the run reads. It never writes to them.</summary>
    public InputFiles Files { get; init; } = new();

    /// <summary>A libpcap filter expression, or <c>null</c>.</summary>
    public string? Filter { get; init; }

    public bool Quiet { get; init; }

    /// <summary>What makes the exit code 4.</summary>
    public FailConditions FailOn { get; init; } = new();

    /// <summary>What connections are judged by; <c>null</c> if they are not.</summary>
    public FindingOptions? Findings { get; init; }

    /// <summary>Connections are judged by it; <c>null</c> for none.</summary>
    public Policy? Policy { get; init; }

    public required DissectorOptions Options { get; init; }

    /// <summary>The limits on IP fragments.</summary>
    public FragmentLimits Fragments { get; init; } = new();

    /// <summary>Ports of tunnels in addition to the usual ones.</summary>
    public TunnelPorts Tunnels { get; init; } = TunnelPorts.None;

    public int Threads { get; init; } = 1;

    /// <summary>The part of the host pairs that this process keeps.</summary>
    public HostPairShard Shard { get; init; } = HostPairShard.All;

    /// <summary><see cref="Findings"/>. With shards, connections are not compared, because others have some of the earlier ones.</summary>
    public FindingOptions? OrderedFindings => Shard.Count > 1 ? Findings?.WithoutComparison() : Findings;

    /// <summary>A capture as rows name it.</summary>
    /// <param name="capture">Its name, as in <see cref="CaptureFile.NameOf"/>.</param>
    public CapturePlace PlaceOf(string capture) => Scanned?.Place ?? new CapturePlace(capture);

    /// <summary>Makes a judge of connections; <c>null</c> if they are not judged.</summary>
    public ConnectionJudge? Judge()
    {
        if (Findings is null && Policy is null) return null;
        FindingOptions options = OrderedFindings ?? new FindingOptions { Ignored = ConnectionJudge.Ids.ToHashSet() };
        return new ConnectionJudge(options, Policy, Options.Memory);
    }
}
