using System.Formats.Asn1;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>RSA public keys that say that they only make RSASSA-PSS signatures (RFC 4055 §1.2), as .NET reads them.</summary>
internal static class PssPublicKey
{
    private const string Pss = "1.2.840.113549.1.1.10";
    private const string Rsa = "1.2.840.113549.1.1.1";

    /// <summary>The same key under the algorithm of all RSA keys; any other SubjectPublicKeyInfo as it is.</summary>
    public static byte[] Of(byte[] subjectPublicKeyInfo)
    {
        try
        {
            AsnReader key = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence();
            if (key.ReadSequence().ReadObjectIdentifier() != Pss) return subjectPublicKeyInfo;
            AsnWriter writer = new(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Rsa);
                    writer.WriteNull();
                }

                writer.WriteEncodedValue(key.ReadEncodedValue().Span);
            }

            return writer.Encode();
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return subjectPublicKeyInfo;
        }
    }
}
