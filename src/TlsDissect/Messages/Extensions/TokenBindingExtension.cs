using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>token_binding (RFC 8472 §2): the version and the key parameters.</summary>
internal static class TokenBindingExtension
{
    public static void Read(ref TlsReader data)
    {
        data.ReadUInt8("major");
        data.ReadUInt8("minor");
        data.ReadUInt8List("key_parameters_list");
    }
}
