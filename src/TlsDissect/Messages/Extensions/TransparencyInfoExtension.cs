using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>transparency_info (RFC 9162 §6.5): what logs say of the certificate.</summary>
internal static class TransparencyInfoExtension
{
    public static void Read(ref TlsReader data)
    {
        TlsReader list = data.ReadVector16("trans_item_list");
        while (list.HasItem("SerializedTransItem"))
        {
            TlsReader item = list.ReadVector16("SerializedTransItem");
            item.ReadUInt16("versioned_type");
            item.ReadToEnd("data");
        }
    }
}
