using TlsDissect.Protocol;

namespace TlsDissect.Handshake;

/// <summary>A Certificate message, compressed (RFC 8879 §4).</summary>
public sealed record CompressedCertificate() : HandshakeMessage(HandshakeType.CompressedCertificate)
{
    /// <summary>1 zlib, 2 brotli, 3 zstd.</summary>
    public required ushort Algorithm { get; init; }

    /// <summary>What it claims to become, in bytes.</summary>
    public required int UncompressedLength { get; init; }

    /// <summary>The compressed Certificate message, without a header.</summary>
    public required byte[] Compressed { get; init; }

    internal static CompressedCertificate Read(ref TlsReader reader) => new()
    {
        Algorithm = reader.ReadUInt16("algorithm"),
        UncompressedLength = reader.ReadUInt24("uncompressed_length"),
        Compressed = reader.ReadOpaque24("compressed_certificate_message"),
    };
}
