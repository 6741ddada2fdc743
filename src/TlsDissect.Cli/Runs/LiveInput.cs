using TlsDissect.Capture;
using TlsDissect.Cli.Recording;

namespace TlsDissect.Cli.Runs;

/// <summary>What a live run does beside what every run does.</summary>
internal sealed record LiveInput
{
    public required LiveOptions Capture { get; init; }

    /// <summary>Key logs to follow.</summary>
    public required IReadOnlyList<string> KeyLogs { get; init; }

    /// <summary>Packets to end after; <c>null</c> for no end.</summary>
    public long? Count { get; init; }

    /// <summary>When to end; <c>null</c> for never.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whom to become once the interfaces are open, or <c>null</c>.</summary>
    public string? User { get; init; }

    /// <summary>Where to keep the packets, or <c>null</c>.</summary>
    public RecordingOptions? Recording { get; init; }
}
