namespace TlsDissect.Protocol;

/// <summary>The five bytes before a fragment (RFC 8446 §5.1).</summary>
/// <param name="Type">Outer content type.</param>
/// <param name="Version">legacy_record_version.</param>
/// <param name="Length">Size of the fragment in bytes.</param>
internal readonly record struct RecordHeader(ContentType Type, ProtocolVersion Version, int Length)
{
    /// <summary>Size of a header in bytes.</summary>
    public const int Size = 5;

    /// <summary>Maximum size of a record's plaintext (RFC 5246 §6.2.1).</summary>
    public const int MaxPlaintextLength = 1 << 14;

    /// <summary>Maximum size of a fragment in all versions: 2^14 + 2048 (RFC 5246 §6.2.3).</summary>
    public const int MaxFragmentLength = MaxPlaintextLength + 2048;
}
