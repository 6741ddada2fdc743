using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Cli.Files;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>What a run reads and what it decrypts with.</summary>
internal sealed record RunInput
{
    /// <summary>Captures in order; <c>-</c> is standard input.</summary>
    public required IReadOnlyList<string> Captures { get; init; }

    public required KeyRing Keys { get; init; }

    /// <summary>The files of <see cref="KeyRing.KeyLog"/>, which are followed while a pipe brings packets.</summary>
    public IReadOnlyList<string> KeyLogs { get; init; } = [];

    /// <summary>The connections to show, by id; <c>null</c> for all.</summary>
    public IReadOnlySet<long>? Selected { get; init; }

    /// <summary>Whether each capture is dissected by itself: its connections and sessions end with it, and its secrets are of no use to another.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether a capture comes through a pipe: results are written as they come.</summary>
    public bool IsLive => Captures.Any(CaptureFile.IsPipe);

    /// <summary>Whether the user gave keys or key logs, with or without anything in them.</summary>
    public bool AreKeysGiven { get; init; }

    /// <summary>All files that the run reads. It never writes to them.</summary>
    public InputFiles Files { get; init; } = new();

    /// <summary>A libpcap filter expression, or <c>null</c>.</summary>
    public string? Filter { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Whether a connection that keys should have decrypted, and did not, decides the exit code.</summary>
    public bool FailOnUndecrypted { get; init; }

    public required DissectorOptions Options { get; init; }

    /// <summary>The bounds of IP fragments.</summary>
    public FragmentLimits Fragments { get; init; } = new();

    /// <summary>Ports of tunnels beside the usual ones.</summary>
    public TunnelPorts Tunnels { get; init; } = TunnelPorts.None;

    public int Threads { get; init; } = 1;

    /// <summary>The part of the host pairs that this process keeps.</summary>
    public HostPairShard Shard { get; init; } = HostPairShard.All;
}
