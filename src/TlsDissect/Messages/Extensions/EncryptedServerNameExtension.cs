using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>encrypted_server_name (draft-ietf-tls-esni-02 to -06): what came before Encrypted Client Hello.</summary>
internal static class EncryptedServerNameExtension
{
    private const int NonceLength = 16;

    public static void ReadOffered(ref TlsReader data)
    {
        data.ReadUInt16("suite");
        data.Means("cipher_suite");
        data.ReadUInt16("group");
        data.ReadVector16("key_exchange");
        data.ReadVector16("record_digest");
        data.ReadVector16("encrypted_sni");
    }

    /// <summary>Reads the nonce. Since draft 03 a type comes before it, and other keys may come instead.</summary>
    public static void ReadAnswer(ref TlsReader data)
    {
        bool hasType = data.Remaining != NonceLength;
        if (hasType && data.ReadUInt8("response_type") != 0) data.ReadVector16("retry_keys");
        else data.Read(NonceLength, "nonce");
    }
}
