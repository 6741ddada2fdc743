using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>cached_info (RFC 7924 §3): what the client has cached, and which of it the server leaves out.</summary>
internal static class CachedInfoExtension
{
    public static void ReadOffered(ref TlsReader data)
    {
        TlsReader list = data.ReadVector16("cached_info");
        while (list.HasItem("CachedObject"))
        {
            ReadType(ref list);
            list.ReadVector8("hash_value");
        }
    }

    public static void ReadSelected(ref TlsReader data)
    {
        TlsReader list = data.ReadVector16("cached_info");
        while (list.HasItem("CachedObject")) ReadType(ref list);
    }

    private static void ReadType(ref TlsReader list)
    {
        list.ReadUInt8("type");
        list.Means("CachedInformationType");
    }
}
