using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Recording;

/// <summary>Where packets are kept, and how much of them.</summary>
/// <param name="Path">The file; with rotation, what the files' names are made from.</param>
internal sealed record RecordingOptions(string Path)
{
    /// <summary>A new file after so many bytes, or <c>null</c>.</summary>
    public long? RotateBytes { get; init; }

    /// <summary>A new file after so long, or <c>null</c>.</summary>
    public TimeSpan? RotateTime { get; init; }

    /// <summary>Files kept of those that this run has made; <c>null</c> for all.</summary>
    public int? Keep { get; init; }

    /// <summary>How long packets are held back, so that secrets found meanwhile stand in front of them.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes of packets held back at most; past it the oldest are written earlier.</summary>
    public long MaxHeldBytes { get; init; } = 64 << 20;

    /// <summary>Bytes left in a file for secrets that are found after their packets are written, again and again as they are used up; 0 for none.</summary>
    public int ReservedSecretsBlock { get; init; } = 64 << 10;

    public bool Rotates => RotateBytes is not null || RotateTime is not null;

    /// <summary><c>size:100MB</c>, <c>time:1h</c>, or both with a comma between them.</summary>
    public bool TryRotate(string text, out RecordingOptions with)
    {
        with = this;
        foreach (string part in text.Split(','))
        {
            if (part.StartsWith("size:", StringComparison.Ordinal) && Units.TryParseSize(part["size:".Length..], out long bytes)) with = with with { RotateBytes = bytes };
            else if (part.StartsWith("time:", StringComparison.Ordinal) && Units.TryParseTime(part["time:".Length..], out TimeSpan time)) with = with with { RotateTime = time };
            else return false;
        }

        return true;
    }
}
