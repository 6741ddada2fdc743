using System.Formats.Asn1;

namespace TlsDissect.Messages.Certificates;

/// <summary>The hash that a certificate's signature is made over.</summary>
internal static class SignatureHash
{
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string Sha1 = "SHA-1";

    /// <summary>Gets the hash of a signature if collisions of it can be found in practice; otherwise <c>null</c>.</summary>
    /// <param name="algorithm">The content of an AlgorithmIdentifier.</param>
    /// <exception cref="AsnContentException">It is invalid.</exception>
    public static string? Weak(AsnReader algorithm)
    {
        string oid = algorithm.ReadObjectIdentifier();
        return oid switch
        {
            "1.2.840.113549.1.1.2" => "MD2",
            "1.2.840.113549.1.1.3" => "MD4",
            "1.2.840.113549.1.1.4" => "MD5",
            "1.2.840.113549.1.1.5" or "1.3.14.3.2.29" or "1.3.14.3.2.27" or "1.2.840.10040.4.3" or "1.2.840.10045.4.1" => Sha1,
            RsaPss => OfPss(algorithm),
            _ => null,
        };
    }

    /// <summary>RSASSA-PSS-params (RFC 4055 §3.1), whose hash is SHA-1 unless it says otherwise.</summary>
    private static string? OfPss(AsnReader algorithm)
    {
        Asn1Tag hashAlgorithm = new(TagClass.ContextSpecific, 0);
        AsnReader? parameters = algorithm.HasData ? algorithm.ReadSequence() : null;
        if (parameters is not { HasData: true } || !parameters.PeekTag().HasSameClassAndValue(hashAlgorithm)) return Sha1;
        return parameters.ReadSequence(hashAlgorithm).ReadSequence().ReadObjectIdentifier() switch
        {
            "1.3.14.3.2.26" => Sha1,
            "1.2.840.113549.2.5" => "MD5",
            _ => null,
        };
    }
}
