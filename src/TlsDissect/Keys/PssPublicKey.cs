using System.Formats.Asn1;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>Converts RSA public keys that are restricted to RSASSA-PSS (RFC 4055 §1.2), which .NET cannot read.</summary>
internal static class PssPublicKey
{
    private const string Pss = "1.2.840.113549.1.1.10";
    private const string Rsa = "1.2.840.113549.1.1.1";

    /// <summary>Returns the key as an unrestricted RSA key, and any other SubjectPublicKeyInfo unchanged.</summary>
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
