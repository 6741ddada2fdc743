namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.

/// <summary>Algorithm of a compressed certificate (IANA registry, RFC 8879 §7.3). Unknown values are possible.</summary>
internal enum CertificateCompressionAlgorithm : ushort
{
    zlib = 1,
    brotli = 2,
    zstd = 3,
}
