using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>signed_certificate_timestamp (RFC 6962 §3.3): what logs promise of the certificate.</summary>
internal static class SignedCertificateTimestampExtension
{
    private const int LogIdLength = 32;
    private const byte Version1 = 0;

    public static void Read(ref TlsReader data)
    {
        TlsReader list = data.ReadVector16("sct_list");
        while (list.HasItem("SerializedSCT"))
        {
            TlsReader timestamp = list.ReadVector16("SerializedSCT");
            ReadTimestamp(ref timestamp);
        }
    }

    private static void ReadTimestamp(ref TlsReader timestamp)
    {
        if (timestamp.ReadUInt8("sct_version") != Version1)
        {
            timestamp.ReadToEnd("data");
            return;
        }

        timestamp.Read(LogIdLength, "key_id");
        timestamp.ReadUInt64("timestamp");
        timestamp.ReadVector16("extensions");
        timestamp.ReadUInt16("algorithm");
        timestamp.Means("SignatureScheme");
        timestamp.ReadVector16("signature");
        timestamp.ExpectEnd();
    }
}
