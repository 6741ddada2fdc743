using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>A compressed Certificate message (RFC 8879 §4).</summary>
internal sealed record CompressedCertificate() : HandshakeMessage(HandshakeType.CompressedCertificate)
{
    /// <summary>1 zlib, 2 brotli, 3 zstd.</summary>
    public required ushort Algorithm { get; init; }

    /// <summary>The claimed uncompressed size in bytes.</summary>
    public required int UncompressedLength { get; init; }

    /// <summary>The compressed Certificate message, without a header.</summary>
    public required byte[] Compressed { get; init; }

    /// <summary>The decompressed message; <c>null</c> if it could not be decompressed, see <see cref="Malformed"/>.</summary>
    public Certificate? Certificate { get; private init; }

    /// <inheritdoc/>
    public override string? Malformed =>
        Certificate is null ? $"compressed_certificate_message (algorithm {Algorithm}) cannot be decompressed" : null;

    internal static CompressedCertificate Read(ref TlsReader reader, in HandshakeContext context)
    {
        ushort algorithm = reader.ReadUInt16("algorithm");
        int length = reader.ReadUInt24("uncompressed_length");
        byte[] compressed = reader.ReadOpaque24("compressed_certificate_message");
        return new CompressedCertificate
        {
            Algorithm = algorithm,
            UncompressedLength = length,
            Compressed = compressed,
            Certificate = reader.Failed ? null : Decompress(algorithm, compressed, length, context),
        };
    }

    private static Certificate? Decompress(ushort algorithm, byte[] compressed, int length, in HandshakeContext context)
    {
        if (CertificateDecompression.Decompress(algorithm, compressed, length) is not byte[] body) return null;
        return HandshakeParser.Parse(HandshakeType.Certificate, body, context, out _) as Certificate;
    }
}
