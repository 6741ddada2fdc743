using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>supported_ekt_ciphers (RFC 8870 §5.2.1): a list from the client, one cipher from the server.</summary>
internal static class EktExtension
{
    public static void ReadOffered(ref TlsReader data) => data.ReadUInt8List("supported_ciphers");

    public static void ReadSelected(ref TlsReader data) => data.ReadUInt8("selected_cipher");
}
