namespace TlsDissect.Records.Framings;

/// <summary>What bytes of a framed stream are.</summary>
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

    /// <summary>The header read last is not one, and these are its bytes: frames are lost, and TLS may be lost with them.</summary>
    Invalid,
}

/// <summary>Adjacent bytes of a framed stream that are of one kind. Borrowed.</summary>
/// <param name="kind">What they are.</param>
/// <param name="bytes">Part of what was read, or of the unframer's header.</param>
internal readonly ref struct FramePart(FrameBytes kind, ReadOnlySpan<byte> bytes)
{
    public FrameBytes Kind { get; } = kind;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
