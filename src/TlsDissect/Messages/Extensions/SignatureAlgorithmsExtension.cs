using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>signature_algorithms (RFC 5246 §7.4.1.4.1, RFC 8446 §4.2.3).</summary>
internal static class SignatureAlgorithmsExtension
{
    public static ImmutableArray<SignatureScheme> Read(ref TlsReader data) =>
        data.ReadVector16("supported_signature_algorithms").ReadUInt16List<SignatureScheme>("supported_signature_algorithms");
}
