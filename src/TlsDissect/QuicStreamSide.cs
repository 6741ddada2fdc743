namespace TlsDissect;

/// <summary>What one side sent on a stream of QUIC.</summary>
public sealed class QuicStreamSide
{
    internal QuicStreamSide() { }

    /// <summary>Number of bytes that were read.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Number of bytes that are missing among them, because packets were not captured or not decrypted.</summary>
    public long MissingBytes { get; internal set; }

    /// <summary>Whether its end was read.</summary>
    public bool IsFinished { get; internal set; }

    /// <summary>The error of the application with which it was ended early (RESET_STREAM); <c>null</c> if it was not.</summary>
    public ulong? ResetCode { get; internal set; }

    /// <summary>SHA-256 of the bytes, if <see cref="DissectorOptions.HashPlaintext"/> asks for it; otherwise <c>null</c>.</summary>
    public ReadOnlyMemory<byte>? Sha256 { get; internal set; }
}
