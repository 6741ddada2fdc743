using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>The forms of Encrypted Client Hello in drafts of RFC 9849 that were deployed: draft-ietf-tls-esni-07 to -10, §5.</summary>
internal static class EchDrafts
{
    private const int NonceLength = 16;

    /// <summary>Reads encrypted_client_hello of draft 07, with a digest of the configuration.</summary>
    public static void Read07(ref TlsReader data)
    {
        ReadSuite(ref data);
        data.ReadVector16("config_digest");
        data.ReadVector16("enc");
        data.ReadVector16("encrypted_ch");
    }

    /// <summary>Reads encrypted_client_hello of drafts 08 and 09, with a long identifier of the configuration.</summary>
    public static void Read08(ref TlsReader data)
    {
        ReadSuite(ref data);
        data.ReadVector8("config_id");
        data.ReadVector16("enc");
        data.ReadVector16("payload");
    }

    /// <summary>Reads encrypted_client_hello of draft 10.</summary>
    public static void Read10(ref TlsReader data)
    {
        ReadSuite(ref data);
        data.ReadUInt8("config_id");
        data.ReadVector16("enc");
        data.ReadVector16("payload");
    }

    /// <summary>Reads ech_nonce of draft 07.</summary>
    public static void ReadNonce(ref TlsReader data) => data.Read(NonceLength, "nonce");

    /// <summary>Reads outer_extension of draft 07: a list, and a hash in the published one.</summary>
    public static void ReadOuterExtension(ref TlsReader data)
    {
        data.ReadVector8("OuterExtensions").ReadUInt16List<ExtensionType>("OuterExtensions");
        if (!data.IsEmpty) data.ReadVector8("hash");
    }

    private static void ReadSuite(ref TlsReader data)
    {
        data.ReadUInt16("kdf_id");
        data.ReadUInt16("aead_id");
    }
}
