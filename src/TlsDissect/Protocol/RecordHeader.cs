namespace TlsDissect.Protocol;

/// <summary>The five bytes before a fragment (RFC 8446 §5.1).</summary>
/// <param name="Type">Outer content type.</param>
/// <param name="Version">legacy_record_version.</param>
/// <param name="Length">The fragment's length in bytes.</param>
internal readonly record struct RecordHeader(ContentType Type, ProtocolVersion Version, int Length)
{
    /// <summary>Bytes a header takes.</summary>
    public const int Size = 5;

    /// <summary>Plaintext a record may carry (RFC 5246 §6.2.1).</summary>
    public const int MaxPlaintextLength = 1 << 14;

    /// <summary>Fragment length that no version allows to be exceeded: 2^14 + 2048 (RFC 5246 §6.2.3).</summary>
    public const int MaxFragmentLength = MaxPlaintextLength + 2048;
}
