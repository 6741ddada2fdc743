namespace TlsDissect.Records.Framings;

/// <summary>Where missing bytes of a framed stream belong.</summary>
internal enum FrameGap
{
    /// <summary>All of them are bytes of TLS.</summary>
    InTls,

    /// <summary>None of them is.</summary>
    InOther,

    /// <summary>Headers are among them.</summary>
    Unknown,
}
