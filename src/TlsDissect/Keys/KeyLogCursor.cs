namespace TlsDissect.Keys;

/// <summary>A position in the secrets of a key ring. Later secrets come after it.</summary>
internal struct KeyLogCursor
{
    /// <summary>Position in the key logs.</summary>
    public long Logs;

    /// <summary>Position in the secrets blocks.</summary>
    public long Blocks;

    /// <summary>Position in the packet trailers.</summary>
    public long Trailers;

    /// <summary>Position in the indexes.</summary>
    public long Indexes;
}
