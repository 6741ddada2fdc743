namespace TlsDissect.Keys;

/// <summary>How far the secrets of a key ring were gone through: those that come later stand behind it.</summary>
internal struct KeyLogCursor
{
    /// <summary>In the key logs.</summary>
    public long Logs;

    /// <summary>In the secrets blocks.</summary>
    public long Blocks;

    /// <summary>In the packets' trailers.</summary>
    public long Trailers;
}
