using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>compress_certificate (RFC 8879 §3): the algorithms with which the peer may compress its certificates.</summary>
internal static class CompressCertificateExtension
{
    public static ImmutableArray<ushort> Read(ref TlsReader data)
    {
        ImmutableArray<ushort>.Builder algorithms = ImmutableArray.CreateBuilder<ushort>();
        TlsReader list = data.ReadVector8("algorithms");
        while (list.HasItem("CertificateCompressionAlgorithm")) algorithms.Add(list.ReadUInt16("algorithm"));
        return algorithms.DrainToImmutable();
    }
}
