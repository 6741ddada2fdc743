using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>delegated_credential in an entry of a Certificate (RFC 9345 §4.1.3). In the hellos it is a list of schemes.</summary>
internal static class DelegatedCredentialExtension
{
    public static void Read(ref TlsReader data)
    {
        data.ReadUInt32("valid_time");
        data.ReadUInt16("dc_cert_verify_algorithm");
        data.ReadVector24("ASN1_subjectPublicKeyInfo");
        data.ReadUInt16("algorithm");
        data.Means("SignatureScheme");
        data.ReadVector16("signature");
    }
}
