using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>trusted_ca_keys (RFC 6066 §6): the authorities that the client trusts.</summary>
internal static class TrustedCaKeysExtension
{
    private const byte PreAgreed = 0;
    private const byte KeySha1Hash = 1;
    private const byte X509Name = 2;
    private const byte CertSha1Hash = 3;
    private const int Sha1Length = 20;

    public static void Read(ref TlsReader data)
    {
        TlsReader list = data.ReadVector16("trusted_authorities_list");
        while (list.HasItem("TrustedAuthority")) ReadAuthority(ref list);
    }

    private static void ReadAuthority(ref TlsReader list)
    {
        switch (list.ReadUInt8("identifier_type"))
        {
            case PreAgreed: break;
            case KeySha1Hash: list.Read(Sha1Length, "key_sha1_hash"); break;
            case X509Name: list.ReadVector16("x509_name"); break;
            case CertSha1Hash: list.Read(Sha1Length, "cert_sha1_hash"); break;
            // Without its form, the rest of the list cannot be read either.
            default: list.ReadToEnd("identifier"); break;
        }
    }
}
