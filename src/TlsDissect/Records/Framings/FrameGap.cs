namespace TlsDissect.Records.Framings;

/// <summary>The kind of missing bytes in a framed stream.</summary>
internal enum FrameGap
{
    /// <summary>All of them are bytes of TLS.</summary>
    InTls,

    /// <summary>None of them are bytes of TLS.</summary>
    InOther,

    /// <summary>Unknown, because headers are among them.</summary>
    Unknown,
}
