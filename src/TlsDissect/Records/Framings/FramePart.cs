namespace TlsDissect.Records.Framings;

/// <summary>The kind of bytes in a framed stream.</summary>
internal enum FrameBytes
{
    /// <summary>Bytes of TLS.</summary>
    Tls,

    /// <summary>Headers, and frames that manage the carrier.</summary>
    Framing,

    /// <summary>The carrier's own data, which TLS does not protect.</summary>
    OtherData,

    /// <summary>Unknown: between a loss and the next frame.</summary>
    Skipped,

    /// <summary>No bytes. The next TLS bytes begin another session.</summary>
    NewSession,

    /// <summary>The bytes of an invalid header: frames are lost, and TLS may be lost with them.</summary>
    Invalid,
}

/// <summary>Adjacent bytes of one kind in a framed stream. Borrowed.</summary>
/// <param name="kind">Their kind.</param>
/// <param name="bytes">Part of the bytes read, or of the unframer's header.</param>
internal readonly ref struct FramePart(FrameBytes kind, ReadOnlySpan<byte> bytes)
{
    public FrameBytes Kind { get; } = kind;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
