using TlsDissect.Capture;
using TlsDissect.Cli.Recording;

namespace TlsDissect.Cli.Runs;

/// <summary>The options of a live run that other runs do not have.</summary>
internal sealed record LiveInput
{
    public required LiveOptions Capture { get; init; }

    /// <summary>Key logs to follow.</summary>
    public required IReadOnlyList<string> KeyLogs { get; init; }

    /// <summary>Number of packets to end after; <c>null</c> for no limit.</summary>
    public long? Count { get; init; }

    /// <summary>Time to end after; <c>null</c> for no limit.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>User to become once the interfaces are open, or <c>null</c>.</summary>
    public string? User { get; init; }

    /// <summary>Where to write the packets, or <c>null</c>.</summary>
    public RecordingOptions? Recording { get; init; }
}
