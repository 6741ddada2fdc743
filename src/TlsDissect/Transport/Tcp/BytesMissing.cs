namespace TlsDissect.Transport.Tcp;

/// <summary>Why bytes of a TCP connection are not in the capture.</summary>
internal enum BytesMissing
{
    /// <summary>None are missing.</summary>
    No,

    /// <summary>Packets were not captured.</summary>
    Lost,

    /// <summary>Packets were captured truncated.</summary>
    Truncated,

    /// <summary>Both.</summary>
    LostAndTruncated,
}
