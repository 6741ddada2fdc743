using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Recording;

/// <summary>Where packets are recorded, and how many files are kept.</summary>
/// <param name="Path">The file; with rotation, the base of the names.</param>
internal sealed record RecordingOptions(string Path)
{
    /// <summary>Size in bytes after which a new file begins, or <c>null</c>.</summary>
    public long? RotateBytes { get; init; }

    /// <summary>Time after which a new file begins, or <c>null</c>.</summary>
    public TimeSpan? RotateTime { get; init; }

    /// <summary>Number of the latest files to keep; <c>null</c> for all.</summary>
    public int? Keep { get; init; }

    /// <summary>How long packets are held, so that secrets found meanwhile are written in front of them.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Limit, in bytes, on held packets. Past it, the oldest are written earlier.</summary>
    public long MaxHeldBytes { get; init; } = 64 << 20;

    /// <summary>
    /// Bytes reserved in a file for secrets found after their packets are written; reserved again when used up. 0 for none.
    /// </summary>
    public int ReservedSecretsBlock { get; init; } = 64 << 10;

    public bool Rotates => RotateBytes is not null || RotateTime is not null;

    /// <summary><c>size:100MB</c>, <c>time:1h</c>, or both with a comma between them.</summary>
    public bool TryRotate(string text, out RecordingOptions with)
    {
        with = this;
        foreach (string part in text.Split(','))
        {
            if (part.StartsWith("size:", StringComparison.Ordinal) && Units.TryParseSize(part["size:".Length..], out long bytes))
                with = with with { RotateBytes = bytes };
            else if (part.StartsWith("time:", StringComparison.Ordinal) && Units.TryParseTime(part["time:".Length..], out TimeSpan time))
                with = with with { RotateTime = time };
            else return false;
        }

        return true;
    }
}
